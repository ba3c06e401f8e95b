import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startDemoProcess, temporaryFolder } from '../harness/demo-process.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function fileOf(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

const HEADER = 'settlement_date,settlement_period,system_sell_price_gbp_per_mwh,system_buy_price_gbp_per_mwh';
const wholeDay = Array.from({ length: 48 }, (_, index) => `2024-11-04,${index + 1},50,50`);

async function run(args: readonly string[], environment = {}): Promise<{ code: number | null; lines: string[] }> {
  const process = startDemoProcess(['--data-dir', join(folder.path, 'data'), ...args], environment);
  const code = await process.ended;
  return { code, lines: process.output().trim().split('\n') };
}

test.each([
  ['an unknown option', ['--sped', '2'], "Unknown option '--sped'"],
  ['a speed that is no number', ['--speed', 'fast'], '--speed "fast" is not a whole number from 1 to 1440.'],
  ['a date that is none', ['--from', '2024-02-30'], '--from "2024-02-30" is not a date as YYYY-MM-DD.'],
  ['a span that is none', ['--for', 'a day'], '--for "a day" is not a span such as 24h or 1d.'],
  ['a port that is none', ['--port', '70000'], '--port "70000" is not a number from 0 to 65535.'],
  ['prices without a date', ['--prices', 'prices.csv'], '--prices needs --from: say on which settlement date to start.'],
  [
    'a price file that is not there',
    ['--prices', '/nowhere.csv', '--from', '2024-11-04'],
    'The price file /nowhere.csv cannot be read',
  ],
])('%s is refused in one sentence and with an exit code', async (_name, args, sentence) => {
  const { code, lines } = await run(args);
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(sentence);
});

test.each([
  ['an unknown header', 'date,price\n2024-11-04,1', 'line 1: the header is "date,price"; expected "settlement_date'],
  [
    'a price that is no number',
    [HEADER, '2024-11-04,1,50,cheap'].join('\n'),
    'line 2, column 4 (system_buy_price_gbp_per_mwh): "cheap" is not a price in GBP per MWh',
  ],
  [
    'a period the day does not have',
    [HEADER, '2024-11-04,49,50,50'].join('\n'),
    'line 2, column 2 (settlement_period): "49" is not a settlement period from 1 to 48 on 2024-11-04',
  ],
  ['a row that is cut short', [HEADER, ...wholeDay, '2024-11-05,1'].join('\n'), 'line 50: 2 columns; expected 4'],
  ['a day with a hole', [HEADER, ...wholeDay.toSpliced(6, 1)].join('\n'), 'does not have settlement period 7 of 2024-11-04.'],
  ['a day that is not there', [HEADER, '2024-11-05,1,50,50'].join('\n'), 'does not have any price of 2024-11-04.'],
])('a price file with %s names the place', async (_name, text, sentence) => {
  const { code, lines } = await run(['--prices', fileOf('prices.csv', text), '--from', '2024-11-04']);
  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(sentence);
});

test('a port in use is refused in one sentence, and everything that was started is stopped', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, lines } = await run(['--port', String(port)]);
  server.close();
  expect(code).toBe(1);
  expect(lines.at(-1)).toContain(String(port));
  expect(lines.at(-1)).toMatch(/in use/);
});

test('a data folder that cannot be used is refused in one sentence', async () => {
  const blocked = join(folder.path, 'blocked');
  mkdirSync(blocked);
  chmodSync(blocked, 0o500);
  // Root may write anywhere, so for root a file stands where the folder should be.
  const path = process.getuid?.() === 0 ? join(fileOf('a-file', ''), 'data') : join(blocked, 'data');
  const refused = startDemoProcess(['--data-dir', path]);
  expect(await refused.ended).toBe(1);
  const lines = refused.output().trim().split('\n');
  expect(lines.at(-1)).toContain(`The data folder ${path} cannot be used`);
});

test('a DATABASE_URL that is no URL is refused before anything is started', async () => {
  const { code, lines } = await run([], { DATABASE_URL: 'localhost' });
  expect({ code, lines }).toEqual({
    code: 1,
    lines: ['DATABASE_URL must be a URL that begins with postgres: or postgresql://.'],
  });
});
