/**
 * The vectors catch faults: models of the two originals fail exactly those of their known faults. And the
 * document's table says what comes of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examine } from '../sd-cli/src/conform/examine.ts';
import { jsonReport } from '../sd-cli/src/conform/file-reports.ts';
import { questionLine } from '../sd-cli/src/conform/question.ts';
import { answerTo } from '../sd-cli/src/conform/self/answer.ts';
import type { Question } from '../sd-cli/src/conform/self/core-answer.ts';
import { readVectors, subjectOf, type Vector } from '../sd-cli/src/conform/vectors.ts';
import type { Subject } from '../sd-cli/src/conform/subject.ts';
import { verdictOf, type Examined } from '../sd-cli/src/conform/verdict.ts';
import { repository } from '../tools/run.mjs';
import { implementations, withResults, type Implementation } from '../tools/spec-results.mjs';
import { needs } from './support/needs.ts';

const vectors = readVectors();
const { signal } = new AbortController();
const read = (path: string): string => readFileSync(join(repository, 'spec', path), 'utf8');

const examined = new Map<string, Promise<readonly Examined[]>>();

/** Each is examined once; our own without a process, as `conform-self` would answer. */
function examinedOnce({ name, command, published }: Implementation): Promise<readonly Examined[]> {
  const scope = published ? 'published' : 'everything';
  const known =
    examined.get(name) ??
    (name === 'spcs-sd'
      ? Promise.all(vectors.map(answeredByUs))
      : examine(command, vectors, { timeoutMs: 10_000, scope, signal }));
  examined.set(name, known);
  return known;
}

async function answeredByUs(vector: Vector): Promise<Examined> {
  const question = JSON.parse(questionLine(vector)) as Question;
  const text = JSON.stringify({ id: vector.id, result: await answerTo(question) });
  return {
    subject: subjectOf(vector),
    verdict: verdictOf(vector, { kind: 'line', text }, { limitMs: 0, scope: 'everything' }),
    ms: 0,
  };
}

/** By file and name: places change when vectors are inserted. */
function nameOf({ id, name }: Subject): string {
  return `${id.replace(/\/\d+$/, '')}: ${name}`;
}

interface Fault {
  readonly fault: string;
  /** Names of vectors, with their files. */
  readonly fails: readonly string[];
}

describe.each([
  ['mdservice', 'models/mdservice.faults.json'],
  ['the plugin', 'models/plugin.faults.json'],
])('the model of %s', (name, path) => {
  const faults: readonly Fault[] = JSON.parse(read(path));
  const model = implementations.find((one) => one.name === name);

  needs('python3').test('fails exactly the vectors of its known faults, and answers all others', async () => {
    const all = model === undefined ? [] : await examinedOnce(model);
    const failed = all
      .filter(({ verdict }) => verdict.kind === 'failed')
      .map(({ subject }) => nameOf(subject));
    expect(failed.toSorted()).toEqual(faults.flatMap(({ fails }) => fails).toSorted());
    expect(all.filter(({ verdict }) => verdict.kind === 'broken')).toEqual([]);
  });

  needs('python3').test('passes what the originals do right', async () => {
    const all = model === undefined ? [] : await examinedOnce(model);
    const own = new RegExp(`^(?:${name}|both): `);
    const parity = all.filter(({ subject }) => own.test(subject.name));
    expect(parity.length).toBeGreaterThan(2);
    expect(parity.filter(({ verdict }) => verdict.kind === 'failed')).toEqual([]);
  });

  test('each fault is told once, and fails something', () => {
    expect(new Set(faults.map(({ fault }) => fault)).size).toBe(faults.length);
    expect(faults.filter(({ fails }) => fails.length === 0)).toEqual([]);
  });
});

needs('python3').test('the table in the document is current', async () => {
  const reports = [];
  for (const one of implementations) reports.push(JSON.parse(jsonReport(await examinedOnce(one))));
  const document = read('README.md');
  expect(withResults(document, reports), 'npm run spec:results').toBe(document);
});
