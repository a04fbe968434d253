/**
 * What stands for a secret in memory, so that comparing it takes the same time whatever is in it.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Another one in each process: a digest that someone gets hold of says nothing elsewhere. */
const processKey = randomBytes(32);

export type SecretDigest = Buffer;

/** Of all the parts in their order; where one ends and the next begins makes a difference. */
export function digestOf(...parts: readonly (string | Buffer)[]): SecretDigest {
  const hmac = createHmac('sha256', processKey);
  for (const part of parts) {
    const bytes = Buffer.from(part);
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(bytes.length));
    hmac.update(length).update(bytes);
  }
  return hmac.digest();
}

/** Looks at all of them, always. */
export function isAmong(digest: SecretDigest, known: readonly SecretDigest[]): boolean {
  let found = false;
  for (const one of known) if (timingSafeEqual(digest, one)) found = true;
  return found;
}
