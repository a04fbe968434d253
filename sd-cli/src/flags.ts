/**
 * The flags that commands share, and what commander read, in our own types.
 */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CommonOptions, LogSettings, ServerOptions } from './commands/options.ts';
import { logFormats, logLevels, type LogLevel } from './logging/logger.ts';

/** As commander gives them: `--web.listen-address` is `web.listenAddress`. */
export type Flags = Readonly<Record<string, unknown>>;

export function withConfig(command: Command): Command {
  return command.addOption(new Option('--config.file <path>', 'the configuration'));
}

export function withListen(command: Command, description: string, byDefault?: string): Command {
  const option = new Option('--web.listen-address <host:port>', description);
  return command.addOption(byDefault === undefined ? option : option.default(byDefault));
}

export function withWebConfig(command: Command): Command {
  return command.addOption(new Option('--web.config.file <path>', 'TLS, and who may ask'));
}

export function withState(command: Command, byDefault: string): Command {
  const description = `what a restart goes on from; empty for none (default: ${byDefault})`;
  return command.addOption(new Option('--state.file <path>', description));
}

export function withLog(command: Command, level: LogLevel = 'info'): Command {
  return command
    .addOption(new Option('--log.level <level>', 'the least level').choices(logLevels).default(level))
    .addOption(new Option('--log.format <format>', 'the form').choices(logFormats).default('logfmt'));
}

/** 0 to 65535. Throws what commander reports as a wrong argument. */
export function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port from 0 to 65535.');
}

export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberFlag(flags: Flags, name: string): number | undefined {
  const value = flags[name];
  return typeof value === 'number' ? value : undefined;
}

export function commonOptions(flags: Flags): CommonOptions {
  const configFile = textFlag(flags, 'config.file');
  return { ...(configFile !== undefined && { configFile }), log: logSettings(flags) };
}

export function serverOptions(flags: Flags): ServerOptions {
  const stateFile = textFlag(flags, 'state.file');
  const webConfigFile = textFlag(flags, 'web.config.file');
  return {
    ...commonOptions(flags),
    ...(stateFile !== undefined && { stateFile }),
    ...(webConfigFile !== undefined && { webConfigFile }),
  };
}

/** Commander has checked the choices. */
function logSettings(flags: Flags): LogSettings {
  return {
    level: logLevels.find((level) => level === flags['log.level']) ?? 'info',
    format: logFormats.find((format) => format === flags['log.format']) ?? 'logfmt',
  };
}
