/**
 * What the listener tells the log and the metrics.
 */

export const strangerReasons = ['missing', 'malformed', 'wrong', 'too-many'] as const;
/** Why a request was not let in. */
export type StrangerReason = (typeof strangerReasons)[number];

export const refusedReasons = [
  'malformed',
  'headers-too-large',
  'url-too-long',
  'body-too-large',
  'timeout',
  'pipelined',
  'rate-limit',
] as const;
/** Why nobody looked at what a request asks for. */
export type RefusedReason = (typeof refusedReasons)[number];

export const tlsReasons = ['handshake', 'client-certificate'] as const;
export type TlsFailure = (typeof tlsReasons)[number];

export type WebEvent =
  /** Without credentials that are known here. */
  | { readonly kind: 'stranger'; readonly why: StrangerReason; readonly remoteAddress: string | undefined }
  | { readonly kind: 'request-refused'; readonly why: RefusedReason }
  | { readonly kind: 'tls-failed'; readonly why: TlsFailure; readonly remoteAddress: string | undefined }
  /** How many there are now. */
  | { readonly kind: 'connections'; readonly count: number }
  /** One ended for another one. */
  | { readonly kind: 'connection-evicted' }
  /** `expiresAtMs`: of the certificate, since 1970; undefined without TLS. */
  | {
      readonly kind: 'web-config-taken';
      readonly isFirst: boolean;
      readonly expiresAtMs: number | undefined;
    }
  /** The old one stays. `isTold`: someone else tells the lines. */
  | { readonly kind: 'web-config-failed'; readonly lines: readonly string[]; readonly isTold: boolean };

export type WebListener = (event: WebEvent) => void;
