/**
 * Whether a password is the one whose bcrypt hash is known, at most one comparison at a time.
 *
 * The library compares on the thread pool, which files and names need too, so only one thread is taken.
 * Loaded when the first password comes: most programs run without any.
 */
import { randomBytes } from 'node:crypto';
import { digestOf } from '../../web-config/secret-digest.ts';
import { createFairTurns } from './fair-turns.ts';

/** For an unknown user the comparison is made all the same, and fails. */
export type PasswordCheck = (
  source: string,
  hash: string | undefined,
  password: Buffer,
  user: string,
) => Promise<boolean>;

/** `hashes`: those that there are now, so that an unknown user costs what a known one could cost. */
export function createPasswordCheck(hashes: () => readonly string[]): PasswordCheck {
  const turns = createFairTurns();
  return async (source, hash, password, user) => {
    const { compare } = await bcrypt();
    const matches = await turns.run(source, () =>
      compare(password, portable(hash ?? decoyFor(user, hashes()))),
    );
    return matches && hash !== undefined;
  };
}

let loading: Promise<typeof import('bcrypt')> | undefined;

function bcrypt(): Promise<typeof import('bcrypt')> {
  loading ??= import('bcrypt').then((module) => module.default);
  return loading;
}

/** `$2a$`, `$2b$` and `$2y$` are the same for every password of up to 255 bytes; the library knows `$2b$` best. */
function portable(hash: string): string {
  return hash.replace(/^\$2[ay]\$/, '$2b$');
}

/** Of a password that nobody has. The same user always gets the cost of the same one of the hashes. */
function decoyFor(user: string, hashes: readonly string[]): string {
  const costs = hashes.map((hash) => hash.slice(4, 6));
  const cost = costs[digestOf('decoy', user).readUInt32BE() % Math.max(costs.length, 1)] ?? '10';
  const digits = randomBytes(48).toString('base64').replaceAll('+', '.').slice(0, 52);
  return `$2b$${cost}$${digits.slice(0, 21)}O${digits.slice(21)}`;
}
