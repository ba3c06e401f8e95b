import { expect, test } from 'vitest';
import { readCommand } from './read-command.ts';

const read = (line: string, environment = {}) => readCommand(line.split(' ').filter(Boolean), environment);

test('no command, or --help, asks for the usage', () => {
  expect(read('')).toEqual({ name: 'help' });
  expect(read('audit verify --help')).toEqual({ name: 'help' });
});

test('a command is read with its place', () => {
  expect(read('audit verify --tenant severn --data-dir /data --simulated')).toEqual({
    name: 'audit verify',
    place: { databaseUrl: null, dataDir: '/data', simulated: true },
    tenantSlug: 'severn',
    anchorsFile: null,
  });
  expect(read('support grant --tenant severn --reason meter --staff sam', { DATABASE_URL: 'postgres://x' })).toMatchObject({
    place: { databaseUrl: 'postgres://x' },
    reason: 'meter',
    grantedTo: 'sam',
    lengthMinutes: 30,
  });
});

test.each([
  ['audit', 'There is no command "audit"'],
  ['audit verify --tennant x', "Unknown option '--tennant'"],
  ['support grant --reason x', 'needs --tenant'],
  ['support grant --tenant x', 'needs --reason'],
  ['support grant --tenant x --reason y --minutes 61', 'not a number from 1 to 60'],
  ['support grant --tenant x --reason y --minutes 0', 'not a number from 1 to 60'],
])('%s is refused in one sentence: %s', (line, sentence) => {
  expect(() => read(line)).toThrow(sentence);
});
