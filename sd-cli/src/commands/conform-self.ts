/**
 * `spcs-sd conform-self`: answers the questions of `conform` with this implementation, line by line.
 */
import { createInterface } from 'node:readline';
import { answerTo } from '../conform/self/answer.ts';
import type { Question } from '../conform/self/core-answer.ts';
import { messageOf } from '../errors.ts';
import { failure } from '../result.ts';
import { report, type Terminal } from '../terminal.ts';

export interface ConformSelfIo {
  readonly input: NodeJS.ReadableStream;
  readonly terminal: Terminal;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** Ends with its input. */
export async function runConformSelf({ input, terminal, signal }: ConformSelfIo): Promise<number> {
  const lines = createInterface({ input, signal });
  for await (const line of lines) {
    try {
      // The runner made it from a vector, which fits its schema.
      const question: Question & { readonly id: string } = JSON.parse(line);
      terminal.out(`${JSON.stringify({ id: question.id, result: await answerTo(question) })}\n`);
    } catch (error) {
      return report(terminal, failure(1, `a question that cannot be answered: ${messageOf(error)}`));
    }
  }
  return 0;
}
