/** Credentials: files that change, keys in every form, and the real driver for passwords. */
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { createFakeClock } from '../../testing/fake-clock.ts';
import {
  poolsOf,
  quickClock,
  snowflakeWorld,
  whyOf,
  type SnowflakeWorld,
} from '../../testing/snowflake-world.ts';
import type { SnowflakeEvent } from '../event.ts';
import { keyPairAuthenticator } from './key-pair.ts';
import { tokenFileAuthenticator } from './token-file.ts';

let world: SnowflakeWorld;
afterEach(async () => world.end());
const { signal } = new AbortController();
const password = 'correct horse battery staple';
const pat = 'pat-0123456789abcdef';
const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

describe('a token file', () => {
  const open = async (): Promise<ReturnType<typeof tokenFileAuthenticator>> => {
    world = await snowflakeWorld();
    return tokenFileAuthenticator({
      path: world.tokenPath,
      tokenType: 'OAUTH',
      name: 'the session token',
      clock: quickClock,
    });
  };
  const write = (text: string): Promise<void> => writeFile(world.tokenPath, text);

  it('is read and trimmed each time', async () => {
    const tokens = await open();
    await write(' one \r\n');
    expect(await tokens.credential(signal)).toEqual({ kind: 'credential', token: 'one', tokenType: 'OAUTH' });
    await write('two');
    expect(await tokens.credential(signal)).toMatchObject({ token: 'two' });
  });

  it('that is missing or empty for a while leaves the last token', async () => {
    await open();
    // A clock that stands still: nobody waits.
    const clock = createFakeClock();
    const told: SnowflakeEvent[] = [];
    const tokens = tokenFileAuthenticator({
      path: world.tokenPath,
      tokenType: 'OAUTH',
      name: 'x',
      clock,
      emit: (event) => told.push(event),
    });
    await write('one');
    await tokens.credential(signal);
    await write('');
    expect(await tokens.credential(signal)).toMatchObject({ token: 'one' });
    await rm(world.tokenPath);
    expect(await tokens.credential(signal)).toMatchObject({ token: 'one' });
    const kept = { kind: 'credential-kept', why: `x's file ${world.tokenPath} is empty` };
    expect(told).toEqual([kept]);
    await write('two');
    expect(await tokens.credential(signal)).toMatchObject({ token: 'two' });
    expect(told).toEqual([kept, { kind: 'credential-read' }]);
  });

  test.each([
    ['', 'is empty'],
    [undefined, 'does not exist'],
    ['two tokens', 'holds no token'],
  ])('of %j at the start is named, and what is wrong with it', async (text, words) => {
    const tokens = await open();
    await (text === undefined ? rm(world.tokenPath) : write(text));
    const expected = {
      kind: 'failed',
      reason: 'credentials',
      why: `the session token's file ${world.tokenPath} ${words}`,
    };
    const found = await tokens.credential(signal);
    expect({ ...found, why: 'why' in found ? found.why.split(':')[0] : '' }).toEqual(expected);
  });

  it('whose token was refused gets a moment to be written', async () => {
    await open();
    const clock = createFakeClock();
    const tokens = tokenFileAuthenticator({ path: world.tokenPath, tokenType: 'OAUTH', name: 'x', clock });
    await write('one');
    const refused = await tokens.credential(signal);
    await write('');
    const next = tokens.credential(signal, refused.kind === 'credential' ? refused : undefined);
    await expect.poll(() => clock.timers()).toBe(1);
    await write('two');
    await clock.advance(50);
    expect(await next).toMatchObject({ token: 'two' });
  });
});

describe('a key pair', () => {
  const nowMs = 1_800_000_000_000;
  const open = async (
    pem: string | Buffer,
    passphrase?: string,
  ): Promise<ReturnType<typeof keyPairAuthenticator>> => {
    world = await snowflakeWorld();
    const privateKeyPath = join(world.folder, 'key.p8');
    const passphrasePath = join(world.folder, 'passphrase');
    await writeFile(privateKeyPath, pem);
    if (passphrase !== undefined) await writeFile(passphrasePath, `${passphrase}\n`);
    const clock = { ...quickClock, wallMs: () => time };
    const options = { account: 'xy12345.eu-central-1', user: 'me', privateKeyPath, clock };
    return keyPairAuthenticator(passphrase === undefined ? options : { ...options, passphrasePath });
  };
  let time = nowMs;
  const tokenOf = async (keys: ReturnType<typeof keyPairAuthenticator>): Promise<string> => {
    const credential = await keys.credential(signal);
    return credential.kind === 'credential' ? credential.token : credential.why;
  };

  it('signs a token as Snowflake wants it', async () => {
    time = nowMs;
    const [header = '', claims = '', signature = ''] = (await tokenOf(await open(pair.privateKey))).split(
      '.',
    );
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(header)).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(read(claims)).toEqual({
      iss: expect.stringMatching(/^XY12345\.ME\.SHA256:[A-Za-z0-9+/]{43}=$/),
      sub: 'XY12345.ME',
      iat: nowMs / 1000,
      exp: nowMs / 1000 + 3540,
    });
    const signed = Buffer.from(`${header}.${claims}`);
    expect(
      verify('sha256', signed, createPublicKey(pair.publicKey), Buffer.from(signature, 'base64url')),
    ).toBe(true);
  });

  it('keeps its token until shortly before it expires, and makes another when it is refused', async () => {
    time = nowMs;
    const keys = await open(pair.privateKey);
    const first = await tokenOf(keys);
    time += 53 * 60_000;
    expect(await tokenOf(keys)).toBe(first);
    const refused = { kind: 'credential', token: first, tokenType: 'KEYPAIR_JWT' } as const;
    const second = await keys.credential(signal, refused);
    expect(second).not.toEqual(refused);
    time += 54 * 60_000;
    expect(await keys.credential(signal)).not.toEqual(second);
  });

  const encrypted = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' },
  }).privateKey;
  const elliptic = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

  test.each([
    ['encrypted, with its passphrase', encrypted, 'open sesame', /^ey.+\..+\./],
    [
      'encrypted, without a passphrase',
      encrypted,
      undefined,
      /key\.p8 is encrypted: set private_key_passphrase_file$/,
    ],
    [
      'encrypted, with another passphrase',
      encrypted,
      'wrong',
      /key\.p8 is encrypted, and not with this passphrase$/,
    ],
    ['of another kind', elliptic, undefined, /key\.p8 is no RSA key/],
    ['that is none', 'hello', undefined, /key\.p8 is no private key in PEM$/],
  ])('%s', async (_, pem, passphrase, expected) => {
    const text = await tokenOf(await open(pem, passphrase));
    expect(text).toMatch(expected);
    expect(text).not.toContain('wrong');
  });
});

describe('against the simulated account', () => {
  const open = async (): Promise<void> => {
    world = await snowflakeWorld(['a', 'b'], {
      user: { name: 'ME', password, pat, publicKey: pair.publicKey },
    });
  };

  it('a key pair is welcome, and another key is not', async () => {
    await open();
    const privateKeyPath = join(world.folder, 'key.p8');
    const source = world.source({ authenticator: { kind: 'key-pair', user: 'me', privateKeyPath } });
    expect(await whyOf(source)).toContain('key.p8 cannot be read');
    await writeFile(privateKeyPath, pair.privateKey);
    expect(await poolsOf(source)).toHaveLength(2);
    const other = world.source({
      account: 'OTHER',
      authenticator: { kind: 'key-pair', user: 'me', privateKeyPath },
    });
    expect(await whyOf(other)).toContain(
      "390144: JWT token is invalid.): the key pair's token is not accepted",
    );
  });

  it('a programmatic access token is welcome', async () => {
    await open();
    const patPath = join(world.folder, 'pat');
    await writeFile(patPath, `${pat}\n`);
    expect(await poolsOf(world.source({ authenticator: { kind: 'pat', patPath } }))).toHaveLength(2);
  });

  it('a password logs in once, over the real driver, and again when the session is gone', async () => {
    await open();
    const path = join(world.folder, 'password');
    await writeFile(path, `${password}\n`);
    const source = world.source({
      role: 'SYSADMIN',
      filter: 'plugin',
      authenticator: { kind: 'password', user: 'ME', password: { kind: 'file', path } },
    });
    const logins = (): number => world.api.requests().filter(({ kind }) => kind === 'login').length;
    const expected = ['a', 'b'].map((name) => ({
      name,
      metadata: { state: 'ACTIVE', isExclusive: false, activeNodes: 1 },
    }));
    expect(await poolsOf(source)).toMatchObject(expected);
    expect(await poolsOf(source)).toMatchObject(expected);
    expect(logins()).toBe(1);
    world.api.endSessions();
    expect((await whyOf(source)).length).toBeGreaterThan(0);
    expect(await poolsOf(source)).toMatchObject(expected);
    expect(logins()).toBe(2);
    const ended = (): number =>
      world.api.requests().filter(({ target }) => target.startsWith('/session?delete=true')).length;
    const before = ended();
    source.close?.();
    await vi.waitFor(() => expect(ended()).toBe(before + 1), 20_000);
  });

  it('an SQL error over the driver is one, with its code', async () => {
    await open();
    const authenticator = {
      kind: 'password',
      user: 'ME',
      password: { kind: 'text', text: password },
    } as const;
    world.api.setSwitches({ endpointsFunction: 'missing' });
    const source = world.source({ role: 'SYSADMIN', authenticator });
    expect(await poolsOf(source)).toHaveLength(2);
    expect(world.events).toContainEqual(
      expect.objectContaining({ kind: 'mode-changed', mode: 'show_compute_pools' }),
    );
  });

  it('a wrong password is said to be one', async () => {
    await open();
    const authenticator = {
      kind: 'password',
      user: 'ME',
      password: { kind: 'text', text: 'wrong one' },
    } as const;
    const why = await whyOf(world.source({ role: 'SYSADMIN', authenticator }));
    expect(why).toContain(
      'the login of user ME failed: 390100 Incorrect username or password was specified.',
    );
    expect(why).not.toContain('wrong one');
  });

  it('a driver that is not installed is asked for', async () => {
    await open();
    const authenticator = {
      kind: 'password',
      user: 'ME',
      password: { kind: 'text', text: password },
    } as const;
    const loadDriver = (): Promise<unknown> =>
      Promise.reject(new Error("Cannot find package 'snowflake-sdk'"));
    expect(await whyOf(world.source({ role: 'R', authenticator, loadDriver }))).toContain(
      'run "npm install snowflake-sdk@3"',
    );
  });
});
