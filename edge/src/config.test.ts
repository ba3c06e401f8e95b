import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

const BATTERY = {
  batteryId: '00000000-0000-4000-8000-000000000001',
  host: '10.0.0.2',
  port: 502,
  unitId: 1,
  energyCapacityKwh: 13.5,
  safePowerKw: 0,
};
const CONFIG = {
  tenantSlug: 'acme',
  siteId: '00000000-0000-4000-8000-000000000002',
  enrolmentToken: 'secret',
  enrolUrl: 'https://platform.example/graphql',
  wsUrl: 'wss://platform.example/graphql',
  mqttUrl: 'mqtts://platform.example',
  dataDir: '/var/lib/holdfast',
  loopSeconds: 1,
  sampleSeconds: 10,
  batchSeconds: 10,
  batteries: [BATTERY],
};

test('a complete configuration is taken as it is', () => {
  expect(parseConfig(CONFIG)).toEqual(CONFIG);
});

test.each([
  ['a missing key', { ...CONFIG, wsUrl: undefined }, 'wsUrl'],
  ['a key that does not exist', { ...CONFIG, loopSecond: 1 }, 'loopSecond'],
  ['a wrong type deep inside', { ...CONFIG, batteries: [{ ...BATTERY, port: '502' }] }, 'batteries.0.port'],
  ['an id that is none', { ...CONFIG, siteId: 'site-1' }, 'siteId'],
  ['a battery at no place', { ...CONFIG, batteries: [{ ...BATTERY, host: undefined }] }, 'batteries.0 needs either'],
  ['a battery at two', { ...CONFIG, batteries: [{ ...BATTERY, serial: { path: '/dev/ttyUSB0' } }] }, 'batteries.0 needs either'],
  ['a url of another kind', { ...CONFIG, wsUrl: 'https://platform.example' }, 'wsUrl'],
])('%s is named by its key', (_mistake, value, key) => {
  expect(() => parseConfig(JSON.parse(JSON.stringify(value)))).toThrow(key);
});
