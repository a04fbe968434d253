/**
 * A certificate's subject alternative names, out of the text that Node makes of them.
 *
 * Source: Node's `X509Certificate.subjectAltName`: `TYPE:value` with `, ` between, and a value that
 * could be misread as a JSON string.
 */
import { isIPv6, SocketAddress } from 'node:net';

const entry = /(DNS|IP Address|email|URI|[^:",]+):("(?:[^"\\]|\\.)*"|[^",]*)(?:, |$)/y;

/**
 * DNS names, IP addresses, e-mail addresses and URIs. None at all where the text is of another form:
 * a name that is misread must not let anyone in.
 */
export function alternativeNames(text: string): readonly string[] {
  const names: string[] = [];
  let at = 0;
  while (at < text.length) {
    entry.lastIndex = at;
    const [whole, type = '', value = ''] = entry.exec(text) ?? [];
    if (whole === undefined) return [];
    at += whole.length;
    if (/^(DNS|IP Address|email|URI)$/.test(type)) names.push(canonicalName(plain(value)));
  }
  return names;
}

function plain(value: string): string {
  if (!value.startsWith('"')) return value;
  const parsed: unknown = JSON.parse(value);
  return typeof parsed === 'string' ? parsed : '';
}

/** One IPv6 address can be written in many ways; anything else stays as it is. */
export function canonicalName(name: string): string {
  return isIPv6(name) ? new SocketAddress({ address: name, family: 'ipv6' }).address : name;
}
