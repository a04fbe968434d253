/**
 * Checks the JWT of key-pair authentication.
 *
 * Source: Snowflake's SQL API, "Using key-pair authentication": RS256; `iss` is the account, the user
 * and the public key's fingerprint, `sub` the account and the user, in upper case; an hour at most.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

export interface JwtRules {
  /** PEM. */
  readonly publicKey: string;
  /** `ACCOUNT.USER`. */
  readonly subject: string;
  readonly nowMs: number;
}

const longestSeconds = 3600;
/** Clocks differ. */
const leewaySeconds = 60;

/** Never throws. */
export function isValidJwt(token: string, { publicKey, subject, nowMs }: JwtRules): boolean {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0)
    return false;
  const key = createPublicKey(publicKey);
  const fingerprint = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  const { alg } = decoded(header);
  const { iss, sub, iat, exp } = decoded(claims);
  const now = nowMs / 1000;
  return (
    alg === 'RS256' &&
    sub === subject &&
    iss === `${subject}.SHA256:${fingerprint}` &&
    typeof iat === 'number' &&
    typeof exp === 'number' &&
    exp - iat <= longestSeconds &&
    iat <= now + leewaySeconds &&
    exp > now &&
    verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))
  );
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
