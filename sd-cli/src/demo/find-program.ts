/**
 * Programs on the PATH.
 */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The full path of the first one; undefined when there is none. */
export async function findProgram(name: string, path: string | undefined): Promise<string | undefined> {
  for (const folder of (path ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(folder, name);
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
  }
  return undefined;
}
