import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { clientAddressOf, isProxyAddress, trustProxies } from './client-address.ts';

function from(peerAddress: string, forwardedFor?: string) {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: peerAddress });
  return { socket, headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor } };
}

test.each([
  ['without proxies nobody is believed', [], from('203.0.113.9', '198.51.100.1'), '203.0.113.9'],
  ['a stranger is not believed', ['10.0.0.1'], from('203.0.113.9', '198.51.100.1'), '203.0.113.9'],
  ['a proxy is believed', ['10.0.0.1'], from('10.0.0.1', '198.51.100.1'), '198.51.100.1'],
  [
    'what the client had written before the proxy is not',
    ['10.0.0.1'],
    from('10.0.0.1', '1.1.1.1, 198.51.100.1'),
    '198.51.100.1',
  ],
  ['proxies behind proxies', ['10.0.0.0/8'], from('10.0.0.1', '198.51.100.1, 10.2.0.9'), '198.51.100.1'],
  ['an IPv4 peer of a socket for both families', ['10.0.0.1'], from('::ffff:10.0.0.1', '198.51.100.1'), '198.51.100.1'],
  ['a proxy that names nobody', ['10.0.0.1'], from('10.0.0.1'), '10.0.0.1'],
  ['no address at all', ['10.0.0.1'], from('10.0.0.1', 'unknown'), '10.0.0.1'],
  ['IPv6', ['fd00::/8'], from('fd00::1', '2001:db8::5'), '2001:db8::5'],
] as const)('%s', (_guarantee, proxies, request, address) => {
  expect(clientAddressOf(request, trustProxies(proxies))).toBe(address);
});

test.each([
  ['10.0.0.1', true],
  ['10.0.0.0/8', true],
  ['fd00::/8', true],
  ['10.0.0.0/33', false],
  ['proxy.example', false],
  ['', false],
  ['1.2.3.4/8/9', false],
])('%s as the address of a proxy: %s', (text, is) => expect(isProxyAddress(text)).toBe(is));
