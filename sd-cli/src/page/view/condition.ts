/**
 * A pool's condition in a word or two, with how grave it is. Pure.
 */
import type { PoolReport } from './report.ts';
import { h, type Branch } from './tree.ts';
import { missingNodes, type Trouble } from './trouble.ts';
import { ageText, countText } from './words.ts';

/** `idle`: nothing to do; `wait`: not known yet. */
export type Tone = 'ok' | 'idle' | 'wait' | 'warn' | 'bad';

export interface Condition {
  readonly tone: Tone;
  readonly text: string;
}

/** The gravest first; one that says that all is well when nothing is wrong. */
export function conditionsOf(pool: PoolReport, elapsedMs: number): readonly Condition[] {
  if (pool.troubles.length > 0) {
    return pool.troubles.map((trouble) => ({
      tone: toneOf(trouble),
      text: textOf(trouble, pool, elapsedMs),
    }));
  }
  return [pool.targets > 0 ? { tone: 'ok', text: 'ok' } : { tone: 'idle', text: 'empty' }];
}

export function toneOf(trouble: Trouble): Tone {
  switch (trouble) {
    case 'unanswered':
    case 'failing':
      return 'bad';
    case 'missing':
    case 'unlisted':
    case 'held':
    case 'conflict':
    case 'refused':
      return 'warn';
    case 'waiting':
      return 'wait';
  }
}

function textOf(trouble: Trouble, pool: PoolReport, elapsedMs: number): string {
  switch (trouble) {
    case 'unanswered':
      return 'no answer';
    case 'failing':
      return `failing ${ageText((pool.failure?.forMs ?? 0) + elapsedMs)}`;
    case 'missing':
      return `${countText(missingNodes(pool))} missing`;
    case 'unlisted':
      return 'not listed';
    case 'held':
      return `${countText(pool.held)} held`;
    case 'conflict':
      return 'conflict';
    case 'refused':
      return `${countText(pool.refused.length)} refused`;
    case 'waiting':
      return 'waiting';
  }
}

/** The tone has a shape as well as a colour, and the text says the same again. */
export function badge({ tone, text }: Condition): Branch {
  return h('span', { class: 'badge', 'data-tone': tone }, text);
}
