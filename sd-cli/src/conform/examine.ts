/**
 * Asks an implementation every question, one after the other, and judges its answers.
 *
 * One process answers all of them. One that ended or fell silent is started again for the next
 * question, a bounded number of times.
 */
import { startLineProgram, type Command, type LineProgram, type Reply } from './line-program.ts';
import { questionLine } from './question.ts';
import type { Vector } from './vectors.ts';
import { verdictOf, type Examined } from './verdict.ts';

export interface ExamineOptions {
  /** For one question, in milliseconds; the first answer of a process has 20 s more. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A program loads an interpreter and its modules first. */
const startMs = 20_000;
/** More would only repeat the same fault. */
const maxStarts = 10;

/** In the order of the vectors. An abort ends it early, with what there is. */
export async function examine(
  command: Command,
  vectors: readonly Vector[],
  { timeoutMs, signal }: ExamineOptions,
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
      const verdict = verdictOf(vector, reply, limitMs);
      examined.push({ vector, verdict, ms: performance.now() - startedMs });
    }
    return examined;
  } finally {
    signal.removeEventListener('abort', stop);
    await asker.stop();
  }
}

interface Asker {
  /** What the next question needs besides its own time. */
  startMs(): number;
  ask(line: string, limitMs: number): Promise<Reply>;
  stop(): Promise<void>;
}

function createAsker(command: Command): Asker {
  let program: LineProgram | undefined;
  let starts = 0;
  const stop = async (): Promise<void> => {
    await program?.stop();
    program = undefined;
  };
  return {
    startMs: () => (program === undefined ? startMs : 0),
    stop,
    async ask(line, limitMs) {
      if (program === undefined) {
        if (starts === maxStarts) return { kind: 'ended', why: `not asked: it was started ${starts} times` };
        starts += 1;
        program = startLineProgram(command);
      }
      const reply = await program.ask(line, limitMs);
      if (reply.kind !== 'line') await stop();
      return reply;
    },
  };
}
