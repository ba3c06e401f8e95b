import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv4 } from 'node:net';

/** Whether what a peer says of whom it asks for is believed. */
export type TrustProxy = (peerAddress: string) => boolean;

const NOBODY: TrustProxy = () => false;
/** Proxies behind proxies; an address further along was written by somebody else. */
const HOP_COUNT_MAX = 10;

/** Believes the proxies at these addresses, each one address or a network such as `10.0.0.0/8`; nobody without any. */
export function trustProxies(addresses: readonly string[]): TrustProxy {
  if (addresses.length === 0) return NOBODY;
  const list = new BlockList();
  for (const text of addresses) {
    const [address = '', bits] = text.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return (peerAddress) => {
    const address = plain(peerAddress);
    return isIP(address) !== 0 && list.check(address, familyOf(address));
  };
}

/** Whether a text is an address or a network that `trustProxies` takes. */
export function isProxyAddress(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  if (isIP(address) === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIPv4(address) ? 32 : 128));
}

/** Where a request comes from: the last address in `X-Forwarded-For` that no proxy of ours has, or else the peer's. */
export function clientAddressOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, trusts: TrustProxy): string {
  const peerAddress = socket.remoteAddress ?? '';
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().flatMap((line) => line.split(','));
  const hops = [peerAddress, ...forwarded.map((hop) => hop.trim()).toReversed()].slice(0, HOP_COUNT_MAX);
  const client = hops.find((hop) => !trusts(hop)) ?? hops.at(-1) ?? peerAddress;
  return isIP(plain(client)) === 0 ? peerAddress : client;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

/** A socket that takes both families calls an IPv4 peer `::ffff:10.0.0.1`. */
function plain(address: string): string {
  return address.toLowerCase().startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address;
}
