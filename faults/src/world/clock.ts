/**
 * A wall clock that can be set while a program runs: libfaketime, which reads a file at each look.
 *
 * The monotonic clock goes on as it is, as it does on a machine whose time is set.
 */
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface FakeClock {
  /** For the programs' environment; empty where the clock is the machine's. */
  readonly env: Readonly<Record<string, string>>;
  /** Seconds beside the machine's clock. */
  set(offsetSeconds: number): Promise<void>;
}

const libraries = '/usr/lib';

/** The preload library, wherever Debian has put it for this processor; undefined without it. */
export function faketimeLibrary(): string | undefined {
  if (!existsSync(libraries)) return undefined;
  return readdirSync(libraries)
    .map((folder) => join(libraries, folder, 'faketime', 'libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
}

export const machineClock: FakeClock = {
  env: {},
  set: () => Promise.reject(new Error("this world has the machine's clock")),
};

export async function fakeClock(path: string): Promise<FakeClock> {
  const set = (offsetSeconds: number): Promise<void> =>
    writeFile(path, `${offsetSeconds < 0 ? '-' : '+'}${Math.abs(offsetSeconds)}\n`);
  await set(0);
  const env = {
    LD_PRELOAD: faketimeLibrary() ?? '',
    FAKETIME_TIMESTAMP_FILE: path,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
  return { env, set };
}
