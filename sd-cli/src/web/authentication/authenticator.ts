/**
 * Who may ask: tokens and passwords that are known, and what guessing costs.
 *
 * What was right before is let in at once. Anything else is a guess: a wrong one is answered late, and
 * only so many may be under way. Source: the exporter-toolkit, which also keeps what was right and
 * compares for unknown users too.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { digestOf, isAmong, type SecretDigest } from '../../web-config/secret-digest.ts';
import type { WebSetup } from '../../web-config/web-setup.ts';
import type { StrangerReason } from '../event.ts';
import { createAttempts, type AttemptLimits } from './attempts.ts';
import { sourceOf } from './client-source.ts';
import { parseCredentials, type Credentials } from './credentials.ts';
import { createPasswordCheck } from './password-check.ts';

export type Verdict = 'known' | StrangerReason;

export interface AuthenticatorOptions {
  /** Those of this moment: a reload may replace them at any time. */
  readonly setup: () => Pick<WebSetup, 'users' | 'tokens'>;
  /** How late a wrong guess is answered, in milliseconds. */
  readonly wrongDelayMs: number;
  readonly attempts: AttemptLimits;
}

export type Authenticator = (
  header: string | undefined,
  remoteAddress: string | undefined,
) => Verdict | Promise<Verdict>;

type Guess = Extract<Credentials, { readonly kind: 'basic' | 'bearer' }>;

export function createAuthenticator({ setup, wrongDelayMs, attempts }: AuthenticatorOptions): Authenticator {
  const underWay = createAttempts(attempts);
  /** Verdicts to come, by what was sent: many who send the same at once are one guess. */
  const pending = new Map<string, Promise<Verdict>>();
  const known = createKnownPasswords(() => setup().users);
  const matches = createPasswordCheck(() => [...setup().users.values()]);

  const judge = async (guess: Guess, source: string): Promise<Verdict> => {
    if (guess.kind === 'basic') {
      const { user, password } = guess;
      const hash = setup().users.get(user);
      if ((await matches(source, hash, password, user)) && setup().users.get(user) === hash) {
        known.add(user, password);
        return 'known';
      }
    }
    await delay(wrongDelayMs);
    return 'wrong';
  };

  return (header, remoteAddress) => {
    const credentials = parseCredentials(header);
    if (credentials.kind === 'missing' || credentials.kind === 'malformed') return credentials.kind;
    if (credentials.kind === 'bearer' && isAmong(digestOf(credentials.token), setup().tokens)) return 'known';
    if (credentials.kind === 'basic' && known.has(credentials.user, credentials.password)) return 'known';

    const key = keyOf(credentials);
    const earlier = pending.get(key);
    if (earlier !== undefined) return earlier;
    const source = sourceOf(remoteAddress);
    if (!underWay.enter(source)) return 'too-many';
    const verdict = judge(credentials, source).finally(() => {
      pending.delete(key);
      underWay.leave(source);
    });
    pending.set(key, verdict);
    return verdict;
  };
}

function keyOf(guess: Guess): string {
  const parts = guess.kind === 'basic' ? [guess.user, guess.password] : [guess.token];
  return digestOf(guess.kind, ...parts).toString('latin1');
}

interface KnownPasswords {
  has(user: string, password: Buffer): boolean;
  add(user: string, password: Buffer): void;
}

/** The last right password of each user that there is, as a digest; another hash makes it unknown. */
function createKnownPasswords(users: () => ReadonlyMap<string, string>): KnownPasswords {
  const digests = new Map<string, SecretDigest>();
  const nobodys = digestOf();
  return {
    has: (user, password) => {
      const hash = users().get(user);
      // The same work for a user that there is not.
      return isAmong(digestOf(user, hash ?? '', password), [digests.get(user) ?? nobodys]);
    },
    add: (user, password) => {
      const hash = users().get(user);
      if (hash !== undefined) digests.set(user, digestOf(user, hash, password));
      for (const one of digests.keys()) if (!users().has(one)) digests.delete(one);
    },
  };
}
