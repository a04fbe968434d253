/**
 * logfmt: `key=value` pairs in one line, as Prometheus logs.
 *
 * Values come from the network and from files. Whatever they hold, a line stays one line, and a value
 * is never taken for another pair: everything but a plain word is quoted, and what could move a
 * terminal's cursor or reverse its writing is escaped.
 */

/** A value that needs no quotes. */
const plain = /^[\w.:/@%+,-]+$/;

/** Control characters, line separators, bidirectional overrides and the byte order mark. */
const unsafe = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const notInKeys = /[^\w.-]/g;

/** With its newline. Pairs without a value are left out. */
export function logfmtLine(record: ReadonlyMap<string, unknown>): string {
  const pairs = [...record]
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => `${key.replaceAll(notInKeys, '_')}=${logfmtValue(textOf(value))}`);
  return `${pairs.join(' ')}\n`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function logfmtValue(text: string): string {
  if (plain.test(text)) return text;
  return withoutUnsafe(JSON.stringify(text));
}

/** The same JSON, of which no reader or terminal makes two lines. */
export function withoutUnsafe(json: string): string {
  return json.replaceAll(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
