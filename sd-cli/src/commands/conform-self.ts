/**
 * `spcs-sd conform-self`: answers the questions of `conform` with this implementation, line by line.
 */
import type { Readable } from 'node:stream';
import { answerTo } from '../conform/self/answer.ts';
import type { Question } from '../conform/self/core-answer.ts';
import { linesOf } from '../conform/self/lines.ts';
import { messageOf } from '../errors.ts';
import { failure } from '../result.ts';
import { report, type Terminal } from '../terminal.ts';

export interface ConformSelfIo {
  readonly input: Readable;
  readonly terminal: Terminal;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** Ends with its input. */
export async function runConformSelf({ input, terminal, signal }: ConformSelfIo): Promise<number> {
  signal.addEventListener('abort', () => input.destroy(), { once: true });
  try {
    for await (const line of linesOf(input)) {
      // The runner made it from a vector, which fits its schema.
      const question: Question & { readonly id: string } = JSON.parse(line);
      terminal.out(`${JSON.stringify({ id: question.id, result: await answerTo(question) })}\n`);
    }
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    return report(terminal, failure(1, `a question that cannot be answered: ${messageOf(error)}`));
  }
}
