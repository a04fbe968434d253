/**
 * What a request's Authorization header says of who sends it.
 *
 * Source: RFC 9110 section 11.6.2, RFC 7617 (Basic), RFC 6750 (Bearer).
 */

export type Credentials =
  | { readonly kind: 'missing' }
  /** A scheme that is neither, or a header that does not hold what its scheme says. */
  | { readonly kind: 'malformed' }
  | {
      readonly kind: 'basic';
      readonly user: string;
      /** Bytes as they were sent: what they mean in which encoding is the client's affair. */
      readonly password: Buffer;
    }
  | { readonly kind: 'bearer'; readonly token: string };

/** The header's size is bounded by the server. Never throws. */
export function parseCredentials(header: string | undefined): Credentials {
  if (header === undefined) return { kind: 'missing' };
  const [, scheme = '', value = ''] = /^([A-Za-z]+) +([A-Za-z0-9._~+/-]+=*) *$/.exec(header) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return basic(Buffer.from(value, 'base64'));
    case 'bearer':
      return { kind: 'bearer', token: value };
    default:
      return { kind: 'malformed' };
  }
}

function basic(pair: Buffer): Credentials {
  const colon = pair.indexOf(':');
  if (colon < 0) return { kind: 'malformed' };
  return { kind: 'basic', user: pair.toString('utf8', 0, colon), password: pair.subarray(colon + 1) };
}
