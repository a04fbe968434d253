/**
 * A YAML text as plain data that remembers where each part of it stands.
 *
 * Knows nothing of what the data should be. JSON is YAML too.
 */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type ParsedNode,
  type YAMLError,
} from 'yaml';
import type { Finding, Path } from './finding.ts';

/** Both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface PlacedFinding {
  readonly place: Place;
  readonly finding: Finding;
}

export interface YamlText {
  /** What the text says. Undefined when it is not YAML: the problems then say why. */
  readonly data: unknown;
  readonly problems: readonly PlacedFinding[];
  /** Where a key or value stands; of what is missing, the nearest thing around it. */
  placeOf(path: Path, part: 'key' | 'value'): Place;
}

/** Never throws. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    // The parser's own check for repeated keys compares each with each: minutes for 100,000 of them.
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
      uniqueKeys: false,
    });
    const errors = [...document.errors, ...document.warnings];
    const problems = [
      ...errors.map((error) => placedProblem(error, placeAt)),
      ...repetitions(document.contents, placeAt),
    ];
    return {
      data: errors.length === 0 ? document.toJS({ maxAliasCount: 100 }) : undefined,
      problems: firstOfEachLine(problems),
      placeOf: (path, part) => placeAt(offsetOf(document, path, part)),
    };
  } catch (error) {
    // Aliases that lead nowhere or multiply without end, and nesting too deep for the stack.
    const start = { line: 1, column: 1 };
    const finding = { path: [], part: 'value', expected: 'YAML', found: problemText(error) } as const;
    return { data: undefined, problems: [{ place: start, finding }], placeOf: () => start };
  }
}

function placedProblem(error: YAMLError, placeAt: (offset: number) => Place): PlacedFinding {
  const expected = error.code === 'MULTIPLE_DOCS' ? 'one YAML document' : 'YAML';
  const found = error.code === 'MULTIPLE_DOCS' ? 'another' : problemText(error);
  return { place: placeAt(error.pos[0]), finding: { path: [], part: 'value', expected, found } };
}

/** Keys that a mapping has twice, at any depth. O(n). */
function* repetitions(
  node: unknown,
  placeAt: (offset: number) => Place,
  above: Path = [],
): Generator<PlacedFinding, void, void> {
  const firsts = new Map<unknown, Place>();
  for (const [step, key, value] of children(node)) {
    const path = [...above, step];
    if (isScalar(key)) {
      const place = placeAt(startOf(key) ?? 0);
      const first = firsts.get(key.value);
      const found = `it again (first on line ${first?.line})`;
      if (first === undefined) firsts.set(key.value, place);
      else yield { place, finding: { path, part: 'key', expected: 'each key once', found } };
    }
    yield* repetitions(value, placeAt, path);
  }
}

function problemText(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  if (/call stack/.test(text)) return 'lists or mappings nested too deep';
  // Some problems quote the text around them, which may be a password.
  const said = text.replace(/: ".*$/s, '');
  return `a problem: ${said.trim().replaceAll(/\s+/g, ' ')}`;
}

const maxProblems = 10;

/** What follows a syntax error is mostly its echo: each line's first, and not too many of them. */
function firstOfEachLine(problems: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const seen = new Set<string>();
  return problems.filter(({ place, finding }) => {
    const key = `${place.line} ${finding.path.join('.')}`;
    return seen.size < maxProblems && !seen.has(key) && seen.add(key);
  });
}

type Child = readonly [key: ParsedNode | undefined, value: unknown];

function* children(node: unknown): Generator<readonly [step: string | number, ...Child], void, void> {
  if (isSeq<ParsedNode>(node)) {
    for (const [index, item] of node.items.entries()) yield [index, undefined, item];
  } else if (isMap<ParsedNode, ParsedNode | null>(node)) {
    for (const { key, value } of node.items) yield [keyText(key), key, value];
  }
}

function childAt(node: unknown, step: string | number): Child | undefined {
  if (isSeq<ParsedNode>(node) && typeof step === 'number') return [undefined, node.items[step]];
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => keyText(key) === step);
  return pair && [pair.key, pair.value];
}

/** As the plain data has it. */
function keyText(key: ParsedNode): string {
  if (!isScalar(key)) return '';
  const { value } = key;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}

function offsetOf(document: Document.Parsed, path: Path, part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const container = isAlias(node) ? node.resolve(document) : node;
    const child = childAt(container, step);
    if (child === undefined) return offset;
    const [key, value] = child;
    const wantsKey = part === 'key' && depth === path.length - 1;
    offset = (wantsKey ? startOf(key) : startOf(value)) ?? startOf(key) ?? offset;
    node = value;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
