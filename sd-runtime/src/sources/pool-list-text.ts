/**
 * Reads the text of a pool list, YAML or JSON, and says by line and column what is wrong with it.
 *
 * Pure. JSON is read as JSON first, because it is many times faster; the YAML parser, which reads
 * JSON too, is then only asked where a problem stands.
 */
import { LineCounter, parseDocument, isNode } from 'yaml';
import type { Document } from 'yaml';

import { checkPoolList } from './pool-list.ts';
import type { CheckedPoolList, PoolListProblem } from './pool-list.ts';
import { repeatedKeys } from './repeated-keys.ts';

/** `line` and `column` start at 1. */
export interface TextProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type PoolListText =
  | Extract<CheckedPoolList, { kind: 'good' }>
  | { readonly kind: 'bad'; readonly problems: readonly TextProblem[] };

/** To find a place costs the size of its mapping, and nobody reads more of them. */
const maxProblems = 100;

/** Never throws. At most a hundred problems. */
export function readPoolListText(text: string): PoolListText {
  const json = parsedJson(text);
  if (json !== undefined) {
    const checked = checkPoolList(json.data);
    if (checked.kind === 'good') return checked;
  }
  return readYaml(text);
}

function parsedJson(text: string): { readonly data: unknown } | undefined {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  try {
    return { data: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function readYaml(text: string): PoolListText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  if (document.errors.length > 0) {
    const problems = document.errors.slice(0, maxProblems).map((error) => ({
      ...placeAt(lines, error.pos[0]),
      message: error.code === 'MULTIPLE_DOCS' ? 'expected one YAML document, found another' : error.message,
    }));
    return { kind: 'bad', problems };
  }
  const repeated = repeatedKeys(document).slice(0, maxProblems);
  if (repeated.length > 0) {
    const message = 'Map keys must be unique';
    return {
      kind: 'bad',
      problems: repeated.map(({ range }) => ({ ...placeAt(lines, range?.[0] ?? 0), message })),
    };
  }
  if (document.contents === null) {
    return bad(lines, 0, 'expected a list of pools, found nothing; for no pools at all write []');
  }
  const data = plainData(document);
  if (data.kind === 'bad') return bad(lines, 0, data.why);
  const checked = checkPoolList(data.data);
  if (checked.kind === 'good') return checked;
  return {
    kind: 'bad',
    problems: checked.problems.slice(0, maxProblems).map((problem) => located(problem, document, lines)),
  };
}

type PlainData =
  { readonly kind: 'data'; readonly data: unknown } | { readonly kind: 'bad'; readonly why: string };

/** Throws inside for aliases without an anchor, and for those that would blow up ("billion laughs"). */
function plainData(document: Document): PlainData {
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return { kind: 'data', data };
  } catch (error) {
    return { kind: 'bad', why: error instanceof Error ? error.message : 'unreadable' };
  }
}

const bad = (lines: LineCounter, offset: number, message: string): PoolListText => ({
  kind: 'bad',
  problems: [{ ...placeAt(lines, offset), message }],
});

function placeAt(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Where the nearest part of the document stands that the problem's path leads to. */
function located(problem: PoolListProblem, document: Document, lines: LineCounter): TextProblem {
  for (let length = problem.path.length; length >= 0; length--) {
    const node = document.getIn(problem.path.slice(0, length), true);
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start !== undefined) return { ...placeAt(lines, start), message: problem.message };
  }
  return { line: 1, column: 1, message: problem.message };
}
