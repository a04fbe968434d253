/**
 * A token in a file that someone else rewrites, read and trimmed for each request.
 *
 * Snowflake rewrites `/snowflake/session/token` every few minutes, and a token is valid for up to an
 * hour. While the file is missing or empty the last token is used; without one, or when that one was
 * refused, the file gets a moment to come back.
 */
import { readFile } from 'node:fs/promises';
import type { Clock } from '../../ports.ts';
import type { EmitSnowflake } from '../event.ts';
import { pause } from '../pause.ts';
import { failed, type StatementFailure } from '../statement.ts';
import type { Authenticator, Credential } from './credential.ts';

export interface TokenFileOptions {
  readonly path: string;
  readonly tokenType: Credential['tokenType'];
  readonly clock: Clock;
  /** What to call it in messages: "the session token". */
  readonly name: string;
  readonly emit?: EmitSnowflake;
}

const lookEveryMs = 50;
/** Writers that truncate and write need far less. */
const maxLooks = 40;

export function tokenFileAuthenticator(options: TokenFileOptions): Authenticator {
  const { tokenType, clock, emit } = options;
  let last: string | undefined;
  let isKept = false;
  const tell = (read: TokenRead): void => {
    if (read.kind === 'failed' && !isKept) emit?.({ kind: 'credential-kept', why: read.why });
    if (read.kind === 'token' && isKept) emit?.({ kind: 'credential-read' });
    isKept = read.kind === 'failed';
  };
  return {
    async credential(signal, refused) {
      let read = await readToken(options);
      for (let look = 1; look < maxLooks && !signal.aborted; look++) {
        if (read.kind === 'token') break;
        if (last !== undefined && last !== refused?.token) break;
        await pause(clock, lookEveryMs, signal);
        read = await readToken(options);
      }
      if (read.kind === 'token') last = read.token;
      else if (last === undefined) return read;
      tell(read);
      return { kind: 'credential', token: last, tokenType };
    },
  };
}

type TokenRead = { readonly kind: 'token'; readonly token: string } | StatementFailure;

async function readToken({ path, name }: TokenFileOptions): Promise<TokenRead> {
  try {
    const token = (await readFile(path, 'utf8')).trim();
    if (token === '') return failed('credentials', `${name}'s file ${path} is empty`);
    // What cannot stand in a header is no token, and must not be quoted either.
    if (!/^[\x21-\x7e]+$/.test(token))
      return failed('credentials', `${name}'s file ${path} holds no token: it has spaces or odd characters`);
    return { kind: 'token', token };
  } catch (error) {
    return failed('credentials', `${name}'s file ${path} ${reasonOf(error)}`);
  }
}

const reasons: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'does not exist: a part of its path is not a folder'],
  ['EACCES', 'may not be read by this user'],
  ['EISDIR', 'is a folder'],
]);

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return reasons.get(code) ?? `cannot be read (${typeof code === 'string' ? code : 'unknown error'})`;
}
