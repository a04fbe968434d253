/**
 * What the core said in worlds that never change. A difference is a change of behaviour: when it is meant, and
 * another test says why, record it anew with `RECORD=1 npx vitest run sd-core/src/recorded.test.ts`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordedWorld } from './testing/recorded-worlds.ts';

const file = new URL('testing/recorded-worlds.json', import.meta.url);
const seeds = Array.from({ length: 25 }, (_, index) => index + 1);

/** The digest of each step of each world. */
type Recorded = readonly (readonly string[])[];

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}

function now(): Recorded {
  return seeds.map((seed) => recordedWorld(seed).map(digest));
}

if (process.env['RECORD'] !== undefined) writeFileSync(file, `${JSON.stringify(now())}\n`);

const worlds = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

test.each(seeds)(
  'all that is published, told, asked and remembered in world %i is what was recorded',
  (seed) => {
    const steps = recordedWorld(seed);
    const changed = steps.findIndex((text, at) => digest(text) !== worlds[seed - 1]?.[at]);
    expect(changed === -1 ? '' : `from step ${changed} on:\n${steps[changed]}`).toBe('');
  },
);
