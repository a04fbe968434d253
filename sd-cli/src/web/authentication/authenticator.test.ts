/** Who is let in, what a wrong guess costs, and that nobody can spoil it for others. */
import bcrypt from 'bcrypt';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { digestOf } from '../../web-config/secret-digest.ts';
import { createAuthenticator, type Verdict } from './authenticator.ts';
import { sourceOf } from './client-source.ts';
import { parseCredentials } from './credentials.ts';
import { createFairTurns } from './fair-turns.ts';
import { anyText } from '../../../../tests/support/any-text.ts';

const basic = (user: string, password: string | Buffer): string =>
  `Basic ${Buffer.concat([Buffer.from(`${user}:`), Buffer.from(password)]).toString('base64')}`;
const hash = (password: string | Buffer, cost = 4): string => bcrypt.hashSync(password, cost);
const token = 'abcdefgh-ABCDEFGH_0123.~+/=';

interface Made {
  readonly ask: (header: string | undefined, from?: string) => Verdict | Promise<Verdict>;
  users: ReadonlyMap<string, string>;
}

function authenticator(users: Readonly<Record<string, string>>, wrongDelayMs = 0, perSource = 16): Made {
  const made: Made = {
    users: new Map(Object.entries(users)),
    ask: (header, from = '127.0.0.1') => authenticate(header, from),
  };
  const authenticate = createAuthenticator({
    setup: () => ({ users: made.users, tokens: [digestOf('another-token-0123'), digestOf(token)] }),
    wrongDelayMs,
    attempts: { perSource, total: 64 },
  });
  return made;
}

describe('a request is', () => {
  const { ask } = authenticator({
    alice: hash('secret'),
    php: hash('secret').replace('$2b$', '$2y$'),
    go: hash('secret').replace('$2b$', '$2a$'),
    'jürgen €': hash('pässword'),
    bytes: hash(Buffer.from([0xff, 0x00, 0xfe])),
    empty: hash(''),
    colon: hash('a:b:'),
  });
  test.each<readonly [string, string | undefined, Verdict]>([
    ['no header', undefined, 'missing'],
    ['an empty header', '', 'malformed'],
    ['another scheme', 'Digest abc', 'malformed'],
    ['a scheme alone', 'Basic', 'malformed'],
    ['no base64', 'Basic ???', 'malformed'],
    ['no colon', `Basic ${Buffer.from('alice').toString('base64')}`, 'malformed'],
    ['two values', `${basic('alice', 'secret')} x`, 'malformed'],
    ['right', basic('alice', 'secret'), 'known'],
    ['right, in another case', basic('alice', 'secret').replace('Basic', 'bAsIc'), 'known'],
    ['right, in the form of PHP and htpasswd', basic('php', 'secret'), 'known'],
    ['right, in the form of Go', basic('go', 'secret'), 'known'],
    ['right, beyond ASCII', basic('jürgen €', 'pässword'), 'known'],
    ['right, in no encoding', basic('bytes', Buffer.from([0xff, 0x00, 0xfe])), 'known'],
    ['right up to a zero byte', basic('bytes', Buffer.from([0xff, 0x00])), 'wrong'],
    ['an empty password', basic('empty', ''), 'known'],
    ['a password with colons', basic('colon', 'a:b:'), 'known'],
    ['a wrong password', basic('alice', 'Secret'), 'wrong'],
    ['the hash as the password', basic('go', hash('secret')), 'wrong'],
    ["another user's password", basic('colon', 'secret'), 'wrong'],
    ['an unknown user', basic('mallory', 'secret'), 'wrong'],
    ['a user that every object has', basic('constructor', 'secret'), 'wrong'],
    ['a right token', `Bearer ${token}`, 'known'],
    ['a wrong token', `Bearer x${token}`, 'wrong'],
    ['the beginning of a token', `Bearer ${token.slice(0, -1)}`, 'wrong'],
    ['a token as a password', basic('alice', token), 'wrong'],
  ])('%s → %s', async (_what, header, verdict) => {
    expect(await ask(header)).toBe(verdict);
    expect(await ask(header), 'and the second time').toBe(verdict);
  });

  test('never let in for whatever else it says, and never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anyText({ maxLength: 40 }),
          fc.string({ maxLength: 40 }).map((text) => `Bearer ${text}`),
          fc.string({ maxLength: 20 }).map((text) => basic('alice', text)),
          fc.base64String({ maxLength: 40 }).map((text) => `Basic ${text}`),
        ),
        async (header) => {
          fc.pre(header !== basic('alice', 'secret'));
          expect(await ask(header)).not.toBe('known');
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('what was right', () => {
  test('is let in at once from then on, until its hash is another one', async () => {
    const made = authenticator({ alice: hash('secret', 8), bob: hash('other', 8) });
    const header = basic('alice', 'secret');
    expect(made.ask(header)).toBeInstanceOf(Promise);
    await made.ask(header);
    expect(made.ask(header)).toBe('known');
    expect(await made.ask(basic('alice', 'secret2'))).toBe('wrong');
    expect(made.ask(header)).toBe('known');

    made.users = new Map([['bob', hash('other')]]);
    expect(await made.ask(header)).toBe('wrong');
    made.users = new Map([['alice', hash('changed')]]);
    expect(await made.ask(header)).toBe('wrong');
    expect(await made.ask(basic('alice', 'changed'))).toBe('known');
  });

  test('is not what was right when the comparison began', async () => {
    const made = authenticator({ alice: hash('secret', 8) });
    const verdict = made.ask(basic('alice', 'secret'));
    made.users = new Map();
    expect(await verdict).toBe('wrong');
  });

  test('is one comparison, however many send it at once', async () => {
    const compare = vi.spyOn(bcrypt, 'compare');
    const { ask } = authenticator({ alice: hash('secret', 8) }, 0, 1);
    const header = basic('alice', 'secret');
    const verdicts = await Promise.all(Array.from({ length: 50 }, async () => ask(header)));
    expect(new Set(verdicts)).toEqual(new Set(['known']));
    expect(compare).toHaveBeenCalledTimes(1);
    compare.mockRestore();
  });
});

describe('a wrong guess', () => {
  test('takes the same time for a user that there is not', async () => {
    const { ask } = authenticator({ alice: hash('secret', 8) });
    // Processor time: on a busy machine either may have to wait.
    const least = async (user: string): Promise<number> => {
      let leastUs = Infinity;
      for (let n = 0; n < 3; n++) {
        const before = process.cpuUsage();
        await ask(basic(user, `wrong${n}`));
        const { user: userUs, system } = process.cpuUsage(before);
        leastUs = Math.min(leastUs, userUs + system);
      }
      return leastUs;
    };
    await least('warm-up');
    const known = await least('alice');
    const unknown = await least('mallory');
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  test('is answered late, and only so many of one source wait; others are not held up', async () => {
    const { ask } = authenticator({ alice: hash('secret') }, 600_000, 3);
    const guesses = [1, 2, 3].map((n) => ask(`Bearer wrong-${n}`, '192.0.2.1'));
    expect(ask('Bearer wrong-4', '192.0.2.1')).toBe('too-many');
    expect(ask(basic('alice', 'secret'), '192.0.2.1')).toBe('too-many');
    expect(ask(`Bearer ${token}`, '192.0.2.1')).toBe('known');
    expect(await ask(basic('alice', 'secret'), '192.0.2.2')).toBe('known');
    expect(ask(basic('alice', 'secret'), '192.0.2.1'), 'known by now').toBe('known');
    const first = await Promise.race([...guesses, Promise.resolve('still waiting')]);
    expect(first).toBe('still waiting');
  });

  test('makes room for the next when it was answered', async () => {
    const { ask } = authenticator({}, 1, 1);
    expect(await ask('Bearer wrong-1')).toBe('wrong');
    expect(await ask('Bearer wrong-2')).toBe('wrong');
  });

  test('is bounded in all, however many sources there are', () => {
    const { ask } = authenticator({}, 600_000, 2);
    const verdicts = Array.from({ length: 100 }, (_, n) => ask(`Bearer wrong-${n}`, `192.0.2.${n}`));
    expect(verdicts.filter((verdict) => verdict === 'too-many')).toHaveLength(36);
  });
});

test('turns go round: many of one source wait behind one of another', async () => {
  const turns = createFairTurns();
  const done: string[] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const run = (source: string, name: string, task = (): Promise<void> => Promise.resolve()): Promise<void> =>
    turns.run(source, async () => {
      await task();
      done.push(name);
    });
  const all = [
    run('a', 'a1', () => gate),
    ...['a2', 'a3', 'a4'].map((name) => run('a', name)),
    run('b', 'b1'),
    run('c', 'c1'),
  ];
  open();
  await Promise.all(all);
  expect(done).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4']);
  const failed = turns.run('a', () => Promise.reject(new Error('x')));
  await expect(failed).rejects.toThrow('x');
  expect(await turns.run('a', () => Promise.resolve(1))).toBe(1);
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  [undefined, ''],
])('%s counts as %s', (address, source) => {
  expect(sourceOf(address)).toBe(source);
});

test('credentials keep the bytes of the password', () => {
  expect(parseCredentials(basic('a', Buffer.from([0, 255])))).toEqual({
    kind: 'basic',
    user: 'a',
    password: Buffer.from([0, 255]),
  });
});
