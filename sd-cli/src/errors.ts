/**
 * The system's errors in words that say what to do. One table for each place that they come from.
 */
import { failure, type Failure } from './result.ts';

/** The system's name for it, such as `ENOENT`; empty when there is none. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Characters of a message that could be taken for another line or move the cursor become visible. */
export function oneLine(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028-\u202e]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const readAdvice: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file: create it, or give the path of another',
  EACCES: 'no permission: let this user read it',
  EISDIR: 'it is a folder: give the path of a file in it',
};

/** A file that the user named cannot be read. */
export function unreadable(path: string, error: unknown): Failure {
  return failure(1, `cannot read "${path}": ${readAdvice[codeOf(error)] ?? messageOf(error)}`);
}

const listenAdvice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: stop it, or choose another --web.listen-address',
  EACCES: 'no permission for this port: choose one from 1024 on with --web.listen-address',
  EADDRNOTAVAIL: 'this machine has no such address: choose one of its own with --web.listen-address',
  ENOTFOUND: 'this name has no address: give an IP address with --web.listen-address',
};

/** The listener cannot start. `address` as it was given. */
export function notListening(address: string, error: unknown): Failure {
  return failure(1, `cannot listen on ${address}: ${listenAdvice[codeOf(error)] ?? messageOf(error)}`);
}
