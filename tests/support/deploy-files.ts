/**
 * The ready configurations of `deploy/`, and what a test must change in them: places and haste.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../tools/run.mjs';

export const deployPath = (path: string): string => join(repository, 'deploy', path);

/** The text of a file below `deploy/`. */
export const deployText = (path: string): string => readFileSync(deployPath(path), 'utf8');

/**
 * The file with other addresses and intervals. Each text that is replaced must be there, so that a file that
 * changes does not slip through with its own addresses.
 */
export function deployedAs(path: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`deploy/${path} does not hold ${from}`);
    return text.replaceAll(from, to);
  }, deployText(path));
}
