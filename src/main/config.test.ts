import { expect, test } from 'vitest';
import { readConfig, readRoleConfig, readArchivePlace } from './config.ts';

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

test('the explorer is served where it is asked for, and a word that is neither is refused', () => {
  expect(readRoleConfig(SERVICES, []).explorer).toBe(false);
  expect(readRoleConfig({ ...SERVICES, EXPLORER: 'on' }, []).explorer).toBe(true);
  expect(() => readRoleConfig({ ...SERVICES, EXPLORER: 'yes' }, [])).toThrow('EXPLORER "yes" is not "on" or "off"');
});

test('no proxy is believed that is not named by its address', () => {
  expect(readRoleConfig(SERVICES, []).trustedProxies).toEqual([]);
  expect(readRoleConfig({ ...SERVICES, TRUSTED_PROXIES: '10.0.0.1, fd00::/8' }, []).trustedProxies).toEqual([
    '10.0.0.1',
    'fd00::/8',
  ]);
  expect(() => readRoleConfig({ ...SERVICES, TRUSTED_PROXIES: 'proxy.example' }, [])).toThrow(
    '"proxy.example", which is neither',
  );
});

test.each([
  ['s3://bucket', { kind: 'bucket', bucket: 'bucket', prefix: '', region: 'us-east-1', endpoint: null }],
  [
    's3://bucket/a/?region=eu-west-2&endpoint=http://127.0.0.1:9000',
    { kind: 'bucket', bucket: 'bucket', prefix: 'a/', region: 'eu-west-2', endpoint: 'http://127.0.0.1:9000' },
  ],
  ['file:///var/lib/archive', { kind: 'folder', folder: '/var/lib/archive' }],
])('an archive at %s is read', (text, place) => {
  expect(readArchivePlace({ ARCHIVE_URL: text })).toEqual(place);
});

test.each([
  ['ftp://bucket', 'must be a URL that begins with file: or s3://'],
  ['file://elsewhere/archive', 'a folder of this machine'],
  ['s3:///prefix', 'a bucket without a secret'],
  ['s3://key:secret@bucket', 'a bucket without a secret'],
  ['s3://bucket?acl=public', 'a bucket without a secret'],
  ['s3://bucket?endpoint=ftp://x', 'endpoint of ARCHIVE_URL'],
])('an archive at %s is refused in one sentence: %s', (text, sentence) => {
  expect(() => readArchivePlace({ ARCHIVE_URL: text })).toThrow(sentence);
});

test.each(['EXCHANGE', 'SYSTEM_OPERATOR'])('the token of %s goes over an encrypted connection, or to this machine', (partner) => {
  const settings = (url: string) => ({ ...SERVICES, [`${partner}_URL`]: url, [`${partner}_TOKEN`]: 'a token' });
  const readFor = (url: string) => {
    const { exchange, systemOperator } = readRoleConfig(settings(url), []);
    return { EXCHANGE: [exchange, systemOperator], SYSTEM_OPERATOR: [systemOperator, exchange] }[partner];
  };
  expect(readFor('https://partner.example/api/')).toEqual([{ url: 'https://partner.example/api', token: 'a token' }, null]);
  expect(readFor('http://127.0.0.1:8080')).toMatchObject([{ url: 'http://127.0.0.1:8080' }, null]);
  expect(() => readFor('http://partner.example')).toThrow(`${partner}_URL must begin with https://`);
  expect(() => readFor('https://me@partner.example')).toThrow(`${partner}_TOKEN is for that`);
});

test('where prices are published is named without a secret, and is reached over an encrypted connection, or on this machine', () => {
  const readFor = (url: string) => readRoleConfig({ ...SERVICES, ELEXON_URL: url }, []).elexonUrl;
  expect(readFor('https://data.elexon.example/bmrs/api/v1/')).toBe('https://data.elexon.example/bmrs/api/v1');
  expect(readFor('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  expect(readRoleConfig(SERVICES, []).elexonUrl).toBeNull();
  expect(() => readFor('http://data.elexon.example')).toThrow('ELEXON_URL must begin with https://');
  expect(() => readFor('https://me@data.elexon.example')).toThrow('no key is asked for');
});
