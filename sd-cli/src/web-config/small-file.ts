/**
 * Reads a file that the operator named: certificates, keys, tokens, the web configuration.
 */
import { open, stat } from 'node:fs/promises';
import { messageOf } from '../errors.ts';

/** `why` goes on from the file's name: "web.yml does not exist". */
export type SmallFile =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'failed'; readonly why: string };

/** Certificates with all their authorities have kilobytes. */
const maxBytes = 1024 * 1024;

/** Never rejects. */
export async function readSmallFile(path: string): Promise<SmallFile> {
  try {
    // Before it is opened: to open a pipe would wait for its writer.
    if (!(await stat(path)).isFile()) return { kind: 'failed', why: 'is not a regular file' };
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > maxBytes) return { kind: 'failed', why: `has ${size} bytes, ${maxBytes} is the most` };
      return { kind: 'text', text: await file.readFile('utf8') };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { kind: 'failed', why: reasonOf(error) };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of its path is not a folder',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'is a link that leads to itself',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? `cannot be read: ${messageOf(error)}`;
}

/** What a file is at this moment; another text when it is another file or has other content. */
export async function fileVersion(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(':');
  } catch (error) {
    return reasonOf(error);
  }
}
