/**
 * The configuration file, read and checked, for every command that takes `--config.file`.
 */
import { readFile } from 'node:fs/promises';
import { configErrorLine } from './config/config-error.ts';
import { loadConfig } from './config/load-config.ts';
import { filled, serviceDefaults } from './config/snowflake-section.ts';
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

/** As `readSettings`; without a path it is mdservice's: everything from a Snowpark service's surroundings. */
export async function requireSettings(path: string | undefined, env: Environment): Promise<Result<Settings>> {
  if (path !== undefined) return readSettings(path, env);
  const text = JSON.stringify({ pools: { snowflake: serviceDefaults } });
  const loaded = loadConfig(text, 'no configuration', env);
  if (loaded.kind === 'ok') return ok(loaded.settings);
  const isService = ['SNOWFLAKE_ACCOUNT', 'SNOWFLAKE_HOST'].every((name) => filled(env[name]) !== undefined);
  if (!isService) return failure(2, noConfigMessage);
  return failure(2, ...loaded.errors.map(({ expected, found }) => `expected ${expected}, found ${found}`));
}

const noConfigMessage =
  'no configuration: give --config.file=FILE, or set SNOWFLAKE_ACCOUNT and SNOWFLAKE_HOST as a Snowpark service does';
