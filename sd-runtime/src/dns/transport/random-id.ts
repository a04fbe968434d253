/**
 * Message ids that nobody can guess: from the system's cryptographic source, drawn in advance.
 */
import { randomFillSync } from 'node:crypto';

const pool = new Uint16Array(1024);
let next = pool.length;

export function randomId(): number {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  const id = pool[next] ?? 0;
  next += 1;
  return id;
}
