/**
 * The web configuration with everything that its files hold: what a listener needs, all of it checked.
 */
import type { SecureContextOptions } from 'node:tls';
import type { ClientAuth, RateLimit } from './web-settings.ts';
import type { SecretDigest } from './secret-digest.ts';

export interface TlsSetup {
  readonly context: SecureContextOptions;
  readonly clientAuth: ClientAuth;
  /** Absent: any. */
  readonly allowedSans?: readonly string[];
  /** Since 1970, of the server's own certificate. */
  readonly expiresAtMs: number;
  /** Equal when nothing of the above differs. */
  readonly digest: SecretDigest;
}

export interface WebSetup {
  /** Absent: plain HTTP. */
  readonly tls?: TlsSetup;
  readonly headers: ReadonlyMap<string, string>;
  /** User → bcrypt hash. */
  readonly users: ReadonlyMap<string, string>;
  readonly tokens: readonly SecretDigest[];
  readonly rateLimit?: RateLimit;
}

/** Without a web configuration. */
export const openSetup: WebSetup = { headers: new Map(), users: new Map(), tokens: [] };

/** A request needs a password or a token. */
export function needsCredentials({ users, tokens }: WebSetup): boolean {
  return users.size + tokens.length > 0;
}

/** Strangers get no answer: by password, token, or certificate. */
export function keepsStrangersOut(setup: WebSetup): boolean {
  return needsCredentials(setup) || setup.tls?.clientAuth === 'RequireAndVerifyClientCert';
}
