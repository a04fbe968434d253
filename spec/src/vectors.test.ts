/** The vectors have the schema's form, and name rules that the document defines. */
import { readdirSync, readFileSync } from 'node:fs';
import type { VectorFile } from '@spcs-sd/spec';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const ajv = new Ajv2020({ allowUnionTypes: true, keywords: ['x-expected'] });
for (const file of readdirSync(new URL('schemas/', root))) ajv.addSchema(JSON.parse(text(`schemas/${file}`)));

const defined = [...text('README.md').matchAll(/^\*\*(SD-[A-Z]+-\d+)\*\*/gm)].map(([, id = '']) => id);

test('every rule has a number of its own, in order', () => {
  const last = new Map<string, number>();
  for (const id of defined) {
    const [, topic = '', number = ''] = /^SD-([A-Z]+)-(\d+)$/.exec(id) ?? [];
    expect(Number(number), id).toBe((last.get(topic) ?? 0) + 1);
    last.set(topic, Number(number));
  }
});

describe.each(readdirSync(new URL('vectors/', root)))('%s', (file) => {
  const vectors: VectorFile = JSON.parse(text(`vectors/${file}`));

  test('fits the schema', () => {
    ajv.validate('vector.schema.json', vectors);
    expect(ajv.errorsText()).toBe('No errors');
  });

  test('names rules that exist', () => {
    const used = vectors.cases.flatMap(({ rules }) => rules);
    expect(used.filter((id) => !defined.includes(id))).toEqual([]);
  });

  test('names each case once', () => {
    expect(new Set(vectors.cases.map(({ name }) => name)).size).toBe(vectors.cases.length);
  });

  test('takes no step back in time, and observes nothing that lies ahead', () => {
    for (const vector of vectors.cases) {
      if (vector.kind !== 'step') continue;
      vector.steps.reduce((before, { nowMs, observations }) => {
        expect(nowMs, vector.name).toBeGreaterThanOrEqual(before);
        for (const { observedAtMs } of observations) expect(observedAtMs).toBeLessThanOrEqual(nowMs);
        return nowMs;
      }, 0);
    }
  });
});

test('every rule of the pure parts has a vector', () => {
  const topics = /^SD-(?:POOL|DNS|MSG|ADDR|LABEL|BYTES|RET|SHARD|SNOW)-/;
  const files = readdirSync(new URL('vectors/', root));
  const cases = files.flatMap((file) => (JSON.parse(text(`vectors/${file}`)) as VectorFile).cases);
  const used = new Set(cases.flatMap(({ rules }) => rules));
  expect(defined.filter((id) => topics.test(id) && !used.has(id))).toEqual(['SD-DNS-10', 'SD-DNS-11']);
});
