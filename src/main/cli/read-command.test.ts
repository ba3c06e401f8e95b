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
    place: { databaseUrl: null, dataDir: '/data', simulated: true, archive: null },
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

test('plan takes a file, or standard input', () => {
  expect(read('plan problem.json')).toEqual({ name: 'plan', file: 'problem.json', solver: 'highs' });
  expect(read('plan - --solver glpk')).toEqual({ name: 'plan', file: '-', solver: 'glpk' });
});

test('market parse takes a format and a file', () => {
  expect(read('market parse entsoe-prices a44.xml')).toEqual({ name: 'market parse', format: 'entsoe-prices', file: 'a44.xml' });
  expect(read('market parse aemo-dispatch --help')).toEqual({ name: 'help' });
});

test('market fetch takes a format, a settlement date, and a unit where the format is about one', () => {
  const of = { name: 'market fetch', date: '2026-05-12', elexonUrl: 'https://elexon.example' };
  const fetching = (line: string) => readCommand(line.split(' '), { ELEXON_URL: 'https://elexon.example/' });
  expect(fetching('market fetch elexon-frequency 2026-05-12')).toEqual({ ...of, format: 'elexon-frequency', unit: '' });
  expect(fetching('market fetch elexon-physical 2026-05-12 T_A-1')).toEqual({ ...of, format: 'elexon-physical', unit: 'T_A-1' });
  expect(() => fetching('market fetch elexon-physical 2026-05-12')).toThrow('elexon-physical is about a UNIT');
  expect(() => fetching('market fetch elexon-frequency 2026-05-12 T_A-1')).toThrow('elexon-frequency is not about a UNIT');
});

test('a backtest takes the prices of another market, in its usual format or another of its own', () => {
  const battery = 'backtest --prices p --battery 1MW/2MWh';
  expect(read(`${battery} --market DE`)).toMatchObject({ market: 'DE', format: 'entsoe-prices' });
  expect(read(`${battery} --market AU --format aemo-dispatch`)).toMatchObject({ market: 'AU', format: 'aemo-dispatch' });
});

test('a backtest is read with its battery, its days and what it keeps', () => {
  expect(read('backtest --prices p.csv --battery 50MW/100MWh')).toEqual({
    name: 'backtest',
    pricesFile: 'p.csv',
    market: 'GB',
    format: 'gb-prices',
    powerKwMax: 50_000,
    energyCapacityKwh: 100_000,
    roundTripEfficiencyPercent: 85,
    fromDate: null,
    untilDate: null,
    strategies: ['day-ahead'],
    intent: { socPercentMin: 5, socPercentMax: 95, cyclesPerDayCountMax: null, wearCostPerMwh: '0' },
    plot: null,
    asJson: false,
  });
  const line =
    'backtest --prices p --battery 5kW/13.5kWh --from 2024-03-01 --to 2024-03-31 --strategy forecast,persistence --efficiency 90 --soc 10-80 --wear 4.5 --cycles 1.5 --plot d.svg --plot-day 2024-03-31 --json';
  expect(read(line)).toMatchObject({
    powerKwMax: 5,
    energyCapacityKwh: 13.5,
    fromDate: '2024-03-01',
    untilDate: '2024-03-31',
    strategies: ['forecast', 'persistence'],
    intent: { socPercentMin: 10, socPercentMax: 80, cyclesPerDayCountMax: 1.5, wearCostPerMwh: '4.5' },
    plot: { file: 'd.svg', date: '2024-03-31' },
    asJson: true,
  });
});

test.each([
  ['market parse', 'needs a FORMAT and one FILE'],
  ['market fetch elexon-frequency', 'needs a FORMAT and a settlement DATE'],
  ['market fetch entsoe-prices 2026-05-12', '"entsoe-prices" is none of the formats of Elexon'],
  ['market fetch elexon-frequency yesterday', '"yesterday" is not a date'],
  ['market fetch elexon-frequency 2026-05-12', 'needs ELEXON_URL'],
  ['market parse entsoe-prices', 'needs a FORMAT and one FILE'],
  ['market parse entsoe-prices a b', 'needs a FORMAT and one FILE'],
  ['market parse entsoe a', '"entsoe" is none of the formats elexon-system-prices, '],
  ['market parse toString a', '"toString" is none of the formats'],
  ['market', 'There is no command "market"'],
  ['backtest --prices p --battery 1kW/1kWh --market FR', '--market "FR" is none of GB, DE, AU'],
  [
    'backtest --prices p --battery 1kW/1kWh --market AU --format gb-prices',
    '--format "gb-prices" is none of the formats of AU: aemo-dispatch, aemo-trading',
  ],
  ['backtest --battery 1kW/1kWh', 'needs --prices'],
  ['backtest --prices p', 'needs --battery'],
  ['backtest --prices p --battery 100MWh', 'is not a power and an energy'],
  ['backtest --prices p --battery 0kW/1kWh', 'is not a power and an energy'],
  ['backtest --prices p --battery 1kW/1kWh --from 2024-02-30', 'is not a date'],
  ['backtest --prices p --battery 1kW/1kWh --from 2024-03-02 --to 2024-03-01', 'is before --from'],
  ['backtest --prices p --battery 1kW/1kWh --strategy luck', 'is none of day-ahead, scored-forecast, forecast, persistence'],
  ['backtest --prices p --battery 1kW/1kWh --soc 90-10', 'is not a range'],
  ['backtest --prices p --battery 1kW/1kWh --efficiency 101', 'is not a number from 1 to 100'],
  ['backtest --prices p --battery 1kW/1kWh --plot-day 2024-03-01', 'needs --plot'],
])('%s is refused in a sentence', (line, sentence) => {
  expect(() => read(line)).toThrow(sentence);
});

test('the archive of a command is the one that the environment names', () => {
  expect(read('archive verify --tenant severn', { ARCHIVE_URL: 's3://bucket/a/b?region=eu-west-2' })).toMatchObject({
    name: 'archive verify',
    tenantSlug: 'severn',
    place: { archive: { kind: 'bucket', bucket: 'bucket', prefix: 'a/b/', region: 'eu-west-2', endpoint: null } },
  });
  expect(read('archive list', { ARCHIVE_URL: 'file:///var/lib/archive' })).toMatchObject({
    place: { archive: { kind: 'folder', folder: '/var/lib/archive' } },
  });
});

test('a run is replayed by its id as it is printed, or as the API tells it', () => {
  const runId = '0a1de700-0000-4000-8000-00000000000a';
  const globalId = Buffer.from(`MarketRun:${runId}`).toString('base64url');
  expect(read('runs list')).toMatchObject({ name: 'runs list', tenantSlug: null });
  for (const id of [runId, globalId])
    expect(read(`runs replay ${id} --tenant severn`)).toMatchObject({ name: 'runs replay', tenantSlug: 'severn', runId });
});

test('jobs are those of every queue and a hundred at most, unless it is said', () => {
  expect(read('jobs list')).toMatchObject({ name: 'jobs list', queueName: null, countMax: 100, asJson: false });
  expect(read('jobs redrive --queue plan-battery --limit 5 --json')).toMatchObject({
    name: 'jobs redrive',
    queueName: 'plan-battery',
    countMax: 5,
    asJson: true,
  });
});

test.each([
  ['plan', 'needs one FILE'],
  ['plan one two', 'needs one FILE'],
  ['plan one --solver cplex', 'neither highs nor glpk'],
  ['audit', 'There is no command "audit"'],
  ['runs replay --tenant severn', 'needs the ID of one run'],
  ['runs replay 0a1de700-0000-4000-8000-00000000000a', 'needs --tenant'],
  ['runs replay some-run --tenant severn', 'not the id of a market run'],
  ['audit verify --tennant x', "Unknown option '--tennant'"],
  ['jobs list --limit 0', 'not a number from 1 to 10000'],
  ['jobs redrive --limit many', 'not a number from 1 to 10000'],
  ['support grant --reason x', 'needs --tenant'],
  ['support grant --tenant x', 'needs --reason'],
  ['support grant --tenant x --reason y --minutes 61', 'not a number from 1 to 60'],
  ['support grant --tenant x --reason y --minutes 0', 'not a number from 1 to 60'],
])('%s is refused in one sentence: %s', (line, sentence) => {
  expect(() => read(line)).toThrow(sentence);
});
