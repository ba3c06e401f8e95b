import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SiteId, TenantId } from '../../kernel/ids.ts';
import { DEFAULT_FORECAST_POLICY } from '../../platform/forecast-policy.ts';
import { forecastPolicyOf } from './file-forecasts.ts';
import { readTenantFiles } from './read-tenant-files.ts';
import { idOfKey } from './tenant-file.ts';

const GOOD = `id: 0a1de700-0000-4000-8000-00000000000a
name: Alder Power
parties:
  - { key: alder, name: Alder Power }
sites:
  - key: north
    name: North
    timeZone: Europe/London
    market: GB
    importLimitKw: 10
    exportLimitKw: 5
    batteries:
      - key: one
        name: One
        chargePowerKwMax: 5
        dischargePowerKwMax: 5
        energyCapacityKwh: 10
        chargeEfficiencyPercent: 95
        dischargeEfficiencyPercent: 95
        intent: { socPercentMin: 5, socPercentMax: 95, reservePercent: 0, wearCostPerMwh: "4" }
        agreements:
          - { party: alder, role: OWNER, validFrom: "2023-01-01T00:00:00Z" }
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-tenants-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(text: string, name = 'alder.yaml') {
  await writeFile(path.join(folder, name), text);
  return readTenantFiles(folder, { reach: 'public' });
}

const changed = (from: string, to: string): string => {
  expect(GOOD).toContain(from);
  return GOOD.replace(from, to);
};

test('a tenant file is read whole; its name is the slug', async () => {
  const [file, ...others] = await read(GOOD);
  expect(others).toEqual([]);
  expect(file).toMatchObject({ slug: 'alder', tenantId: '0a1de700-0000-4000-8000-00000000000a', name: 'Alder Power' });
  expect(file?.sites[0]?.batteries[0]?.agreements).toEqual([
    { party: 'alder', role: 'OWNER', validFrom: '2023-01-01T00:00:00Z' },
  ]);
});

test('the tenants of the repository are without fault', async () => {
  const files = await readTenantFiles(path.join(import.meta.dirname, '../../../tenants'));
  expect(files.length).toBeGreaterThan(0);
});

test('a folder without tenant files is refused', async () => {
  await expect(readTenantFiles(folder)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

describe('a mistake is refused with its file, its line and what it is about', () => {
  test.each([
    ['no YAML', changed('name: Alder Power\n', 'name: [Alder\n'), /^tenants\/alder\.yaml, line [234]: /],
    [
      'an unknown key',
      changed('    market: GB\n', '    market: GB\n    colour: blue\n'),
      /^tenants\/alder\.yaml, line 10: sites\.0\.colour is not a key of a tenant file/,
    ],
    [
      'an unknown key at the top',
      `${GOOD}colour: blue\n`,
      /^tenants\/alder\.yaml, line 23: colour is not a key of a tenant file/,
    ],
    ['a wrong type', changed('importLimitKw: 10', 'importLimitKw: ten'), /line 10: sites\.0\.importLimitKw must be number/],
    ['a negative limit', changed('exportLimitKw: 5', 'exportLimitKw: -5'), /line 11: sites\.0\.exportLimitKw must be >= 0/],
    [
      'no power',
      changed('chargePowerKwMax: 5', 'chargePowerKwMax: 0'),
      /line 15: sites\.0\.batteries\.0\.chargePowerKwMax must be > 0/,
    ],
    [
      'an efficiency above one',
      changed('dischargeEfficiencyPercent: 95', 'dischargeEfficiencyPercent: 101'),
      /line 19: .*dischargeEfficiencyPercent must be <= 100/,
    ],
    ['a market there is not', changed('market: GB', 'market: XX'), /line 9: sites\.0\.market must be GB/],
    [
      'a role there is not',
      changed('role: OWNER', 'role: EMPEROR'),
      /line 22: sites\.0\.batteries\.0\.agreements\.0\.role must be one of OWNER, /,
    ],
    ['an instant without its zone', changed('2023-01-01T00:00:00Z', '2023-01-01T00:00:00'), /line 22: .*validFrom /],
    [
      'a missing key',
      changed('    timeZone: Europe/London\n', ''),
      /line 6: .*sites\.0.* must have required properties timeZone/,
    ],
    ['an id that is none', changed('0a1de700', 'XYZ'), /line 1: id /],
    ['a key with capitals', changed('key: north', 'key: North'), /line 6: sites\.0\.key /],
    ['nothing', '', /^tenants\/alder\.yaml, line 1: /],
  ])('%s', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test.each([
    [
      'a time zone there is not',
      changed('Europe/London', 'Europe/Atlantis'),
      /^tenants\/alder\.yaml, line 8: site north: Europe\/Atlantis is not an IANA time zone/,
    ],
    [
      'a party that is not in the list',
      changed('party: alder', 'party: birch'),
      /^tenants\/alder\.yaml, line 22: battery one: the party birch is not in the list/,
    ],
    [
      'a day there is not',
      changed('2023-01-01T00:00:00Z', '2023-02-30T00:00:00Z'),
      /^tenants\/alder\.yaml, line 22: .*2023-02-30T00:00:00Z/,
    ],
    [
      'an agreement that ends before it begins',
      changed('validFrom: "2023-01-01T00:00:00Z"', 'validFrom: "2023-01-01T00:00:00Z", validUntil: "2022-01-01T00:00:00Z"'),
      /^tenants\/alder\.yaml, line 22: battery one/,
    ],
    [
      'a second owner beside one without a share, who owns the whole',
      `${changed('name: Alder Power }\n', 'name: Alder Power }\n  - { key: birch, name: Birch }\n')}          - { party: birch, role: OWNER, validFrom: "2023-01-01T00:00:00Z", sharePercent: 1 }\n`,
      /^tenants\/alder\.yaml.*: battery one: .*birch as OWNER is refused\. The shares of the owners would come to 101 percent/,
    ],
    ['two sites of one key', `${GOOD}${GOOD.slice(GOOD.indexOf('  - key: north'))}`, /^tenants\/alder\.yaml, line 23: .*north/],
    [
      'two parties of one key',
      changed('  - { key: alder, name: Alder Power }\n', '  - { key: alder, name: A }\n  - { key: alder, name: B }\n'),
      /^tenants\/alder\.yaml, line 5: .*alder/,
    ],
  ])('%s', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('a file name that is no slug', async () => {
    await expect(read(GOOD, 'Alder Power.yaml')).rejects.toThrow(/tenants\/Alder Power\.yaml.*slug/);
  });
});

describe('a rule for the metrics of Sparkplug gateways is refused with the line it stands on', () => {
  const rules = (...lines: string[]): string =>
    `${GOOD}telemetry:\n  customMetrics: [{ name: fanSpeed, unit: rpm }]\n  sparkplug:\n    metrics:\n${lines.map((line) => `      - { ${line} }\n`).join('')}`;
  test.each([
    ['a point there is not', ['metric: P, point: power'], /line 27: the Sparkplug metric P: power is no point of a reading/],
    ['a metric twice', ['metric: P, point: activePowerKw', 'metric: P, point: socPercent'], /line 28: .*P: is listed twice/],
    [
      'a point of two metrics',
      ['metric: P, point: activePowerKw', 'metric: Q, point: activePowerKw'],
      /line 28: .*Q: activePowerKw is given by two metrics/,
    ],
    ['a unit of something else', ['metric: P, point: activePowerKw, unit: kWh'], /line 27: .*kWh is no unit of activePowerKw/],
    ['another unit than the declared one', ['metric: F, point: fanSpeed, unit: Hz'], /line 27: .*Hz is no unit of fanSpeed/],
    ['a unit of a text', ['metric: S, point: operatingState, unit: V'], /line 27: .*V is no unit of operatingState/],
    ['a direction of what has none', ['metric: S, point: socPercent, reversed: true'], /line 27: .*only activePowerKw has two/],
  ])('%s', async (_what, lines, message) => {
    await expect(read(rules(...lines))).rejects.toThrow(message);
  });

  test('and kept where it can be', async () => {
    const lines = ['metric: Inverter/P, point: activePowerKw, unit: W, reversed: true', 'metric: F, point: fanSpeed, unit: rpm'];
    const [file] = await read(rules(...lines));
    expect(file?.telemetry?.sparkplug?.metrics).toHaveLength(2);
  });
});

describe('ownership is refused with the line it stands on', () => {
  const models = (text: string): string => changed('parties:\n', `ownershipModels:\n${text}parties:\n`);
  test.each([
    ['a model there is not', models('  standard: [barter]\n'), /line 4: ownershipModels\.standard\.0 /],
    [
      'a field group there is not',
      models('  own:\n    ours:\n      OWNER: { read: [identity, secrets] }\n'),
      /line 6: ownershipModels\.own\.ours\.OWNER\.read\.1 /,
    ],
    ['a role that sees no battery', models('  own:\n    ours:\n      OWNER: { read: [live] }\n'), /line 6: .*must read identity/],
    [
      'a model with the name of a standard one',
      models('  own:\n    lease:\n      OWNER: { read: [identity] }\n'),
      /line 6: the ownership model lease has the name/,
    ],
    [
      'a battery of a model that was not chosen',
      changed('        chargePowerKwMax', '        ownershipModel: barter\n        chargePowerKwMax'),
      /line \d+: battery one: there is no ownership model barter/,
    ],
    ['no model at all', models('  standard: []\n'), /line 4: ownershipModels names no model/],
  ])('%s', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('agreements that contradict one another', async () => {
    const again = GOOD.split('\n').find((line) => line.includes('role: OWNER')) ?? '';
    await expect(read(changed(`${again}\n`, `${again}\n${again}\n`))).rejects.toThrow(
      /line 23: battery one: the agreement of alder as OWNER is refused/,
    );
  });
});

test('the id of a key is a UUID, the same every time, and another one for another key or tenant', () => {
  const key = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), key, key, (one, other, first, second) => {
      fc.pre(one !== other && first !== second);
      // Any UUID may be a tenant's.
      const [tenant, stranger] = [one as TenantId, other as TenantId];
      const id = idOfKey<SiteId>(tenant, 'site', first);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(idOfKey(tenant, 'site', first)).toBe(id);
      expect(
        new Set([id, idOfKey(tenant, 'site', second), idOfKey(tenant, 'party', first), idOfKey(stranger, 'site', first)]).size,
      ).toBe(4);
    }),
  );
});

test('limits and the policy of the API may be set in part; what is no limit is refused with its line', async () => {
  const [file] = await read(`${GOOD}api: { introspection: false }\nlimits: { credentialPoints: 5 }\n`);
  expect(file).toMatchObject({ api: { introspection: false }, limits: { credentialPoints: 5 } });
  await expect(read(`${GOOD}limits: { credentialPoints: 0 }\n`)).rejects.toThrow(
    /alder\.yaml, line \d+: limits\.credentialPoints/,
  );
  await expect(read(`${GOOD}limits: { points: 5 }\n`)).rejects.toThrow(/limits\.points is not a key/);
});

describe('issuers are refused with the line they stand on', () => {
  const HOME = `  - issuer: https://login.alder.example
    audience: https://api.alder.example
    algorithms: [RS256, ES256]
    role: { claim: groups, values: { staff: OPERATOR } }
`;
  const issuers = (from: string, to: string): string => {
    expect(HOME).toContain(from);
    return `${GOOD}issuers:\n${HOME.replace(from, to)}`;
  };

  test('one that is well described is read', async () => {
    const [file] = await read(`${GOOD}issuers:\n${HOME}`);
    expect(file?.issuers).toMatchObject([{ issuer: 'https://login.alder.example', algorithms: ['RS256', 'ES256'] }]);
  });

  test.each([
    ['a shared secret as algorithm', issuers('RS256', 'HS256'), /line 26: issuers\.0\.algorithms\.0 /],
    ['no check at all as algorithm', issuers('RS256, ES256', 'none'), /line 26: issuers\.0\.algorithms\.0 /],
    ['no algorithm', issuers('RS256, ES256', ''), /line 26: issuers\.0\.algorithms /],
    ['no audience', issuers('    audience: https://api.alder.example\n', ''), /line \d+: issuers\.0 /],
    ['an address that anybody can listen to', issuers('https://login', 'http://login'), /line 24: issuer http:\/\/login.*https:/],
    ['an address with a password', issuers('https://login', 'https://a:b@login'), /line 24: issuer /],
    ['no address', issuers('https://login.alder.example', 'alder'), /line 24: issuer alder: its address/],
    [
      'keys from an address that anybody can listen to',
      issuers('    algorithms', '    jwksUri: http://login.alder.example/keys\n    algorithms'),
      /line 26: issuer .*the address of its keys/,
    ],
    ['a role there is not', issuers('OPERATOR', 'EMPEROR'), /line 27: issuers\.0\.role\.values\.staff /],
    ['a role of a party without a party', issuers('OPERATOR', 'OWNER'), /line 27: issuer .*role OWNER acts for a party/],
    [
      'a party there is not',
      issuers('    role', '    party: { claim: customer, values: { "1": nobody } }\n    role'),
      /line 27: issuer .*the party nobody/,
    ],
    [
      'a scope there is not',
      issuers('    role', '    scopes: { claim: scope, values: { all: [EVERYTHING] } }\n    role'),
      /line 27: issuers\.0\.scopes\.values\.all\.0 /,
    ],
    [
      'a clock that may be an hour off',
      issuers('    role', '    clockToleranceSeconds: 3600\n    role'),
      /line 27: issuers\.0\.clock/,
    ],
    ['a key there is not', issuers('    role', '    secret: s\n    role'), /line 27: issuers\.0\.secret is not a key/],
    ['the same one twice', `${GOOD}issuers:\n${HOME}${HOME}`, /line 29: issuer .*there are two/],
  ])('%s', async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  test('an issuer and audience that another tenant has too', async () => {
    await read(`${GOOD}issuers:\n${HOME}`);
    const other = `${GOOD.replace('0a1de700', '0b1de700')}issuers:\n${HOME}`;
    await expect(read(other, 'birch.yaml')).rejects.toThrow(/birch\.yaml, line 25: issuer .*the tenant alder has this issuer/);
    await expect(read(other.replace('https://api.alder', 'https://api.birch'), 'birch.yaml')).resolves.toHaveLength(2);
  });
});

describe('forecasts', () => {
  const forecasts = (...lines: readonly string[]): string => [`${GOOD}forecasts:`, ...lines, ''].join('\n');
  const forecaster = (name: string, url = 'https://forecast.example/prices'): string => `    - { name: ${name}, url: "${url}" }`;

  test('have defaults for what is left out', async () => {
    const [file] = await read(forecasts('  forecasters:', forecaster('acme')));
    if (!file) throw new Error('There is a file.');
    expect(forecastPolicyOf(file)).toEqual({
      ...DEFAULT_FORECAST_POLICY,
      forecasters: [
        { name: 'acme', url: 'https://forecast.example/prices', kinds: ['IMPORT_PRICE', 'EXPORT_PRICE'], timeoutSeconds: 10 },
      ],
    });
    expect(forecastPolicyOf({})).toEqual(DEFAULT_FORECAST_POLICY);
  });

  test.each([
    ['levels that do not rise', ['  quantileLevels: [0.5, 0.25]'], /line 24: the levels of quantiles must rise/],
    ['levels without the median', ['  quantileLevels: [0.25, 0.75]'], /line 24: .* must hold the median/],
    ['a level that is none', ['  quantileLevels: [0.5, 1]'], /line 24: forecasts\.quantileLevels\.1 must be < 1/],
    ['a method there is not', ['  fallbackMethod: guess'], /line 24: forecasts\.fallbackMethod must be one of persistence, /],
    ['too short a memory', ['  keptDays: 5'], /line 24: forecasts\.keptDays must be >= 60/],
    [
      'the name of a method of ours',
      ['  forecasters:', forecaster('usual-day')],
      /line 25: the forecaster usual-day: is the name/,
    ],
    [
      'one name twice',
      ['  forecasters:', forecaster('acme'), forecaster('acme')],
      /line 26: the forecaster acme: is listed twice/,
    ],
    [
      'an address without TLS',
      ['  forecasters:', forecaster('acme', 'http://forecast.example')],
      /line 25: .* must begin with https/,
    ],
    [
      'no address',
      ['  forecasters:', forecaster('acme', 'somewhere')],
      /line 25: the forecaster acme: the address is not a URL\./,
    ],
    [
      'an address inside',
      ['  forecasters:', forecaster('acme', 'https://10.0.0.1/')],
      /line 25: .* not one of the public internet/,
    ],
    [
      'something to forecast that there is not',
      ['  forecasters:', '    - { name: a, url: "https://a.example", kinds: [WIND] }'],
      /line 25: /,
    ],
  ])('%s: refused with the line and the reason', async (_what, lines, message) => {
    await expect(read(forecasts(...lines))).rejects.toThrow(message);
  });
});

describe('the units of a tenant', () => {
  const units = (...lines: string[]): string => `${GOOD}${['trading:', '  balancing:', ...lines].join('\n')}\n`;
  const unit = (site: string, battery: string, name = 'T_NORTH-1'): string =>
    `    - { market: GB, site: ${site}, battery: ${battery}, unit: ${name} }`;

  test('are batteries of its file', async () => {
    const [file] = await read(units(unit('north', 'one')));
    expect(file?.trading?.balancing).toEqual([{ market: 'GB', site: 'north', battery: 'one', unit: 'T_NORTH-1' }]);
  });

  test.each([
    ['no site', [unit('south', 'one')], /line 25: the unit T_NORTH-1: there is no site south/],
    ['no battery', [unit('north', 'two')], /line 25: the unit T_NORTH-1: the site north has no battery two/],
    ['one name twice', [unit('north', 'one'), unit('north', 'one')], /line 26: the unit T_NORTH-1: is listed twice/],
    [
      'one battery twice',
      [unit('north', 'one'), unit('north', 'one', 'T_NORTH-2')],
      /line 26: the unit T_NORTH-2: the battery one is a unit of another name already/,
    ],
    ['no name', [unit('north', 'one', '"a b"')], /line 25: trading\.balancing\.0\.unit must match pattern/],
    ['another market', [unit('north', 'one').replace('GB', 'DE')], /line 25: trading\.balancing\.0\.market must be GB/],
  ])('%s: refused with the line and the reason', async (_what, lines, message) => {
    await expect(read(units(...lines))).rejects.toThrow(message);
  });

  test('are not units of another tenant', async () => {
    await read(units(unit('north', 'one')));
    const other = units(unit('north', 'one')).replace('00000000000a', '00000000000b');
    await expect(read(other, 'birch.yaml')).rejects.toThrow(
      /birch\.yaml, line 25: the unit T_NORTH-1: the tenant alder has it too/,
    );
  });
});
