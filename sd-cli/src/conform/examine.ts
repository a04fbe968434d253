/**
 * Asks an implementation every question, one after the other, and judges its answers.
 *
 * One process answers all of them. One that ended or fell silent is started again for the next
 * question, until ten starts in a row gave no answer.
 */
import type { Scope } from './judge-step.ts';
import { startLineProgram, type Command, type LineProgram, type Reply } from './line-program.ts';
import { questionLine } from './question.ts';
import { subjectOf, type Vector } from './vectors.ts';
import { verdictOf, type Examined } from './verdict.ts';

export interface ExamineOptions {
  /** For one question, in milliseconds; the first answer of a process has 20 s more. */
  readonly timeoutMs: number;
  /** Default: everything. */
  readonly scope?: Scope;
  readonly signal: AbortSignal;
  /** After each answer. */
  readonly onExamined?: (examined: Examined) => void;
}

/** A program loads an interpreter and its modules first. */
const startMs = 20_000;
/** In a row without any answer: more would only repeat the same fault. */
const maxStarts = 10;

/** In the order of the vectors. An abort ends it early, with what there is. */
export async function examine(
  command: Command,
  vectors: readonly Vector[],
  { timeoutMs, scope = 'everything', signal, onExamined }: ExamineOptions,
): Promise<readonly Examined[]> {
  const examined: Examined[] = [];
  const asker = createAsker(command);
  const stop = (): void => void asker.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (const vector of vectors) {
      const startedMs = performance.now();
      const limitMs = timeoutMs + asker.startMs();
      const reply = await asker.ask(questionLine(vector), limitMs);
      if (signal.aborted) break;
      const verdict = verdictOf(vector, reply, { limitMs, scope });
      const one = { subject: subjectOf(vector), verdict, ms: performance.now() - startedMs };
      examined.push(one);
      onExamined?.(one);
    }
    return examined;
  } finally {
    signal.removeEventListener('abort', stop);
    await asker.stop();
  }
}

const givenUp = `not asked: it was started ${maxStarts} times and answered nothing`;

interface Asker {
  /** What the next question needs besides its own time. */
  startMs(): number;
  ask(line: string, limitMs: number): Promise<Reply>;
  stop(): Promise<void>;
}

function createAsker(command: Command): Asker {
  let program: LineProgram | undefined;
  let fruitlessStarts = 0;
  const stop = async (): Promise<void> => {
    await program?.stop();
    program = undefined;
  };
  return {
    startMs: () => (program === undefined ? startMs : 0),
    stop,
    async ask(line, limitMs) {
      if (program === undefined) {
        if (fruitlessStarts === maxStarts) return { kind: 'ended', why: givenUp };
        fruitlessStarts += 1;
        program = startLineProgram(command);
      }
      const reply = await program.ask(line, limitMs);
      if (reply.kind === 'line') fruitlessStarts = 0;
      else await stop();
      return reply;
    },
  };
}
