/**
 * The contract's vectors, as the package `@spcs-sd/spec` brings them along.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { VectorCase, VectorFile } from '@spcs-sd/spec';
import type { Subject } from './subject.ts';

export interface Vector {
  /** Its file and place in it, from 1: `retention/12`. */
  readonly id: string;
  readonly case: VectorCase;
}

/** By file, in the order of the file. Throws when the package is not whole. */
export function readVectors(): readonly Vector[] {
  const spec = dirname(createRequire(import.meta.url).resolve('@spcs-sd/spec/package.json'));
  const folder = join(spec, 'vectors');
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      const { cases }: VectorFile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const stem = file.replace(/\.json$/, '');
      return cases.map((one, index) => ({ id: `${stem}/${index + 1}`, case: one }));
    });
}

export function subjectOf({ id, case: { name, kind, rules } }: Vector): Subject {
  return { id, name, kind, rules };
}

/** `words`: a rule, the start of one, a kind, a file or an id. None: every vector. */
export function chosen(vectors: readonly Vector[], words: readonly string[]): readonly Vector[] {
  if (words.length === 0) return vectors;
  return vectors.filter((vector) => words.some((word) => isChosen(vector, word)));
}

function isChosen({ id, case: { kind, rules } }: Vector, word: string): boolean {
  return id === word || kind === word || id.startsWith(`${word}/`) || namesRule(rules, word);
}

/** `word`: one of the rules, or the start of one, such as `SD-RET`. */
export function namesRule(rules: readonly string[], word: string): boolean {
  return rules.some((rule) => rule === word || rule.startsWith(`${word}-`));
}
