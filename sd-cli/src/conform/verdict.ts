/**
 * What became of one vector, and how one line of answer is read.
 *
 * Pure. The line comes from any program.
 */
import { isRecord, own, type Difference } from './difference.ts';
import { judge } from './judge.ts';
import type { Scope } from './judge-step.ts';
import type { Reply } from './line-program.ts';
import type { Subject } from './subject.ts';
import type { Vector } from './vectors.ts';

export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly differences: readonly Difference[] }
  /** There is no answer that could be judged; `why` is for people. */
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'unsupported'; readonly why: string };

export interface Examined {
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly ms: number;
}

export interface VerdictOptions {
  /** How long the program had. */
  readonly limitMs: number;
  readonly scope: Scope;
}

export function verdictOf(vector: Vector, reply: Reply, { limitMs, scope }: VerdictOptions): Verdict {
  switch (reply.kind) {
    case 'silent': {
      const hint = 'each answer must end in a newline, and be flushed at once';
      return broken(`no answer within ${limitMs / 1000} s: ${hint}`);
    }
    case 'ended':
      return broken(reply.why);
    case 'line':
      return verdictOfLine(vector, reply.text, scope);
  }
}

function verdictOfLine({ id, case: vector }: Vector, text: string, scope: Scope): Verdict {
  const answer = parsed(text);
  if (!isRecord(answer)) return broken(`its answer is no JSON object: ${text.slice(0, 200)}`);
  if (own(answer, 'id') !== id) {
    return broken(`its answer has the id ${JSON.stringify(own(answer, 'id'))}, the question ${id}`);
  }
  const unsupported = own(answer, 'unsupported');
  if (typeof unsupported === 'string') return { kind: 'unsupported', why: unsupported };
  if (!('result' in answer)) return broken('its answer has neither result nor unsupported');
  const found = judge(vector, answer['result'], scope);
  return found.length === 0 ? { kind: 'passed' } : { kind: 'failed', differences: found };
}

function broken(why: string): Verdict {
  return { kind: 'broken', why };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
