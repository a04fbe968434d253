/**
 * The configuration file, read and checked, for every command that takes `--config.file`.
 *
 * What reads YAML and schemas is loaded with the first file: without one it is never in memory.
 */
import { readFile } from 'node:fs/promises';
import { combinationFindings } from './config/combination-findings.ts';
import { configErrorLine } from './config/config-error.ts';
import { filled, serviceDefaults } from './config/snowflake-section.ts';
import { settingsOf, type Settings } from './config/settings.ts';
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
  const { loadConfig } = await import('./config/load-config.ts');
  const loaded = loadConfig(text, path, env);
  return loaded.kind === 'ok' ? ok(loaded.settings) : failure(2, ...loaded.errors.map(configErrorLine));
}

/** As `readSettings`; without a path it is mdservice's: everything from a Snowpark service's surroundings. */
export async function requireSettings(path: string | undefined, env: Environment): Promise<Result<Settings>> {
  if (path !== undefined) return readSettings(path, env);
  const config = { pools: { snowflake: serviceDefaults } };
  const findings = combinationFindings(config, env);
  if (findings.length === 0) return ok(settingsOf(config, { folder: '.', env }));
  const isService = ['SNOWFLAKE_ACCOUNT', 'SNOWFLAKE_HOST'].every((name) => filled(env[name]) !== undefined);
  if (!isService) return failure(2, noConfigMessage);
  return failure(2, ...findings.map(({ expected, found }) => `expected ${expected}, found ${found}`));
}

const noConfigMessage =
  'no configuration: give --config.file=FILE, or set SNOWFLAKE_ACCOUNT and SNOWFLAKE_HOST as a Snowpark service does';
