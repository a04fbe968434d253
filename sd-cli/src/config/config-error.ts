/**
 * A user's mistake in the configuration: where it is, what was expected, what stands there.
 */
import { pathText, type Finding } from './finding.ts';
import type { Place, YamlText } from './yaml-text.ts';

export interface ConfigError {
  /** The file's name as the caller gave it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `dns.servers[0]`; empty for the file as a whole. */
  readonly key: string;
  readonly expected: string;
  readonly found: string;
  /** Stands for `expected` and `found`. */
  readonly message?: string;
  readonly hint?: string;
}

/** The problems of the text itself and what was found in its data, by place in the file. */
export function errorsOf(
  file: string,
  yaml: Pick<YamlText, 'problems' | 'placeOf'>,
  findings: readonly Finding[] = [],
): readonly ConfigError[] {
  const placed = findings.map((finding) => ({ place: yaml.placeOf(finding.path, finding.part), finding }));
  return [...yaml.problems, ...placed]
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ place, finding }) => configError(file, place, finding));
}

function configError(file: string, { line, column }: Place, finding: Finding): ConfigError {
  const { path, expected, found, message, hint } = finding;
  const error = { file, line, column, key: pathText(path), expected, found };
  return { ...error, ...(message !== undefined && { message }), ...(hint !== undefined && { hint }) };
}

/** One line: `spcs-sd.yml:3:9: dns.port: expected a port from 1 to 65535, found 0`. */
export function configErrorLine(error: ConfigError): string {
  const { file, line, column, key, expected, found, hint } = error;
  const where = `${file}:${line}:${column}: ${key === '' ? '' : `${key}: `}`;
  const words = error.message ?? `expected ${expected}, found ${found}`;
  return `${where}${words}${hint === undefined ? '' : `; ${hint}`}`;
}
