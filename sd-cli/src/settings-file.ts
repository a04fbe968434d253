/**
 * The configuration file, read and checked, for every command that takes `--config.file`.
 */
import { readFile } from 'node:fs/promises';
import { configErrorLine } from './config/config-error.ts';
import { loadConfig } from './config/load-config.ts';
import { noConfigMessage } from './config/pool-sections.ts';
import type { Settings } from './config/settings.ts';
import { unreadable } from './errors.ts';
import { failure, ok, type Result } from './result.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with it at once. Never rejects. */
export async function readSettings(path: string, env: Environment): Promise<Result<Settings>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return unreadable(path, error);
  }
  const loaded = loadConfig(text, path, env);
  return loaded.kind === 'ok' ? ok(loaded.settings) : failure(2, ...loaded.errors.map(configErrorLine));
}

/** As `readSettings`; without a path it says that one is needed. */
export async function requireSettings(path: string | undefined, env: Environment): Promise<Result<Settings>> {
  return path === undefined ? failure(2, noConfigMessage) : readSettings(path, env);
}
