/**
 * Where a request came to, for the commands of a page without a script. Pure.
 *
 * With a script the browser's own address counts: it knows of proxies.
 */
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Place } from './view/model.ts';

const hostPattern = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

export function placeOf(
  {
    headers,
    socket,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: Pick<TLSSocket, 'encrypted'> | object },
  servesTargets: boolean,
): Place {
  const { host = '', authorization } = headers;
  const scheme = 'encrypted' in socket && socket.encrypted ? 'https' : 'http';
  const named = hostPattern.test(host) ? host : 'localhost';
  return { base: `${scheme}://${named}/`, user: userOf(authorization), servesTargets };
}

/** The name of HTTP's basic authentication, RFC 7617; null for none and for one that no shell could say. */
function userOf(authorization: string | undefined): string | null {
  const coded = /^basic\s+([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (coded === undefined) return null;
  const [user = ''] = Buffer.from(coded, 'base64').toString('utf8').split(':', 1);
  return user === '' || /[\p{Cc}\ufffd]/u.test(user) ? null : user;
}
