import { expect, test } from 'vitest';
import { readConfig, readRoleConfig } from './config.ts';

const SERVICES = { DATABASE_URL: 'postgres://127.0.0.1/holdfast', REDIS_URL: 'redis://127.0.0.1' };

test('the numbers stay on this machine, however far the API is open', () => {
  const config = readConfig([], { HOST: '0.0.0.0' });
  expect(config === 'help' ? null : config.metrics).toEqual({ host: '127.0.0.1', port: 0 });
  const role = readRoleConfig({ ...SERVICES, HOST: '0.0.0.0', METRICS_PORT: '9464' }, []);
  expect(role.metrics).toEqual({ host: '127.0.0.1', port: 9464 });
});

test('a role tells its numbers where it is told to, and nowhere when it is not', () => {
  expect(readRoleConfig(SERVICES, []).metrics).toBeNull();
  const named = readRoleConfig({ ...SERVICES, METRICS_HOST: '10.0.0.7', METRICS_PORT: '9464' }, []);
  expect(named.metrics).toEqual({ host: '10.0.0.7', port: 9464 });
  expect(() => readRoleConfig({ ...SERVICES, METRICS_PORT: 'any' }, [])).toThrow('METRICS_PORT "any" is not a number');
});
