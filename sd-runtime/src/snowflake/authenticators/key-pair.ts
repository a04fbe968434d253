/**
 * Key-pair authentication: a JWT that the private key signs, kept until shortly before it expires.
 *
 * Signed with `node:crypto` alone: the key's fingerprint needs it anyway, it reads encrypted PKCS#8,
 * and a library would only save the two lines that join three parts with dots; nothing is verified
 * here, which is where JWTs go wrong. Source: Snowflake's SQL API, "Using key-pair authentication".
 */
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Clock } from '../../ports.ts';
import { failed, type StatementFailure } from '../statement.ts';
import type { Authenticator, Credential } from './credential.ts';

export interface KeyPairOptions {
  /** `ORG-ACCOUNT`, or a locator with its region, which the token leaves out. */
  readonly account: string;
  readonly user: string;
  /** PEM: PKCS#8, encrypted or not, or PKCS#1. */
  readonly privateKeyPath: string;
  /** Its text, without spaces around it, opens an encrypted key. */
  readonly passphrasePath?: string;
  readonly clock: Clock;
}

/** Snowflake takes an hour at most. */
const lifetimeMs = 59 * 60_000;
/** Clocks differ, and requests take time. */
const renewBeforeMs = 5 * 60_000;

interface Token {
  readonly credential: Credential;
  readonly renewAtMs: number;
}

export function keyPairAuthenticator(options: KeyPairOptions): Authenticator {
  let last: Token | undefined;
  return {
    async credential(_signal, refused) {
      const nowMs = options.clock.wallMs();
      if (last !== undefined && last.credential.token !== refused?.token && nowMs < last.renewAtMs) {
        return last.credential;
      }
      // The key is read anew each time, so that a rotated one counts from its first refusal on.
      const key = await readPrivateKey(options);
      if (key.kind === 'failed') return key;
      last = {
        credential: credentialOf(options, key.key, nowMs),
        renewAtMs: nowMs + lifetimeMs - renewBeforeMs,
      };
      return last.credential;
    },
  };
}

function credentialOf({ account, user }: KeyPairOptions, key: KeyObject, nowMs: number): Credential {
  return { kind: 'credential', token: signedToken(key, account, user, nowMs), tokenType: 'KEYPAIR_JWT' };
}

/** RS256. `iss` is the account, the user and the public key's fingerprint; times are in seconds. */
function signedToken(key: KeyObject, account: string, user: string, nowMs: number): string {
  const subject = `${account.replace(/\..*$/u, '').toUpperCase()}.${user.toUpperCase()}`;
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(der).digest('base64');
  const iat = Math.floor(nowMs / 1000);
  const claims = { iss: `${subject}.SHA256:${fingerprint}`, sub: subject, iat, exp: iat + lifetimeMs / 1000 };
  const unsigned = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${unsigned}.${sign('sha256', Buffer.from(unsigned), key).toString('base64url')}`;
}

function encoded(part: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

type KeyRead = { readonly kind: 'key'; readonly key: KeyObject } | StatementFailure;

async function readPrivateKey({ privateKeyPath, passphrasePath }: KeyPairOptions): Promise<KeyRead> {
  const pem = await readSecret(privateKeyPath);
  if (pem === undefined) return failed('credentials', `the private key ${privateKeyPath} cannot be read`);
  const passphrase = passphrasePath === undefined ? undefined : await readSecret(passphrasePath);
  if (passphrasePath !== undefined && passphrase === undefined)
    return failed('credentials', `the private key's passphrase ${passphrasePath} cannot be read`);
  try {
    const key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
    if (key.asymmetricKeyType === 'rsa') return { kind: 'key', key };
    return failed('credentials', `the private key ${privateKeyPath} is no RSA key, which Snowflake asks for`);
  } catch {
    // OpenSSL's words are for OpenSSL's authors, and could quote what stands in the file.
    const isEncrypted = pem.includes('ENCRYPTED');
    const what = isEncrypted
      ? passphrase === undefined
        ? 'is encrypted: set private_key_passphrase_file'
        : 'is encrypted, and not with this passphrase'
      : 'is no private key in PEM';
    return failed('credentials', `the private key ${privateKeyPath} ${what}`);
  }
}

async function readSecret(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}
