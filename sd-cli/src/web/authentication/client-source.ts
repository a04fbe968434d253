/**
 * Who counts as one client when attempts are counted.
 */
import { isIPv4, SocketAddress } from 'node:net';

/**
 * An IPv4 address, or the first 64 bits of an IPv6 address: whoever has one address there has them
 * all. Behind a proxy every client is the proxy.
 */
export function sourceOf(remoteAddress: string | undefined): string {
  if (remoteAddress === undefined) return '';
  if (isIPv4(remoteAddress)) return remoteAddress;
  const address = remoteAddress.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? networkOf(address);
}

function networkOf(address: string): string {
  const plain = new SocketAddress({ address, family: 'ipv6' }).address;
  const [before = '', after] = plain.split('::');
  const groups = (text: string): readonly string[] => text.split(':').filter((group) => group !== '');
  const head = groups(before);
  const tail = after === undefined ? [] : groups(after);
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}
