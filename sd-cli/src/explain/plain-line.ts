/**
 * A log line as one who reads a report wants it: the message, then what belongs to it. Pure.
 */
import { oneLine } from '../errors.ts';
import type { LogLine } from '../logging/logger.ts';

/** Without a newline. */
export function plainLine({ message, fields = {} }: LogLine): string {
  const details = Object.entries(fields).map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`);
  return oneLine(details.length === 0 ? message : `${message}: ${details.join(', ')}`);
}
