/**
 * The configuration file, read and checked, for every command that takes `--config.file`.
 *
 * What reads YAML and schemas is loaded with the first file: without one it is never in memory.
 */
import { createReadStream } from 'node:fs';
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
    text = await readText(path);
  } catch (error) {
    return unreadable(path, error);
  }
  const { loadConfig } = await import('./config/load-config.ts');
  const loaded = loadConfig(text, path, env);
  return loaded.kind === 'ok' ? ok(loaded.settings) : failure(2, ...loaded.errors.map(configErrorLine));
}

/** As for a file of pools: some 80,000 of them. */
const maxBytes = 16 * 1024 * 1024;

/** It may be a pipe, and a device that never ends is given by mistake. Rejects with the system's error. */
async function readText(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`it has more than ${maxBytes} bytes, which is the most`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
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
