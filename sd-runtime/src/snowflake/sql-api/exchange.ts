/**
 * One request to the SQL API and its answer.
 *
 * Owns the headers and the limits of one exchange; when to repeat it is decided elsewhere.
 */
import type { Credential } from '../authenticators/credential.ts';
import { errorText } from '../safe-text.ts';
import { failed } from '../statement.ts';
import { answerOf, type Answer } from './answer.ts';
import { readBody } from './body.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** JSON; absent for GET. */
  readonly body?: string;
  readonly wants: 'result' | 'partition';
}

/** What is left to read of one statement's answers, in bytes. */
export interface ByteBudget {
  leftBytes: number;
  readonly maxBytes: number;
}

/** Required by the SQL API. */
const userAgent = 'spcs-sd/0.1';

/** Never rejects. `fetch` asks for gzip and keeps the connection for the next request. */
export async function exchange(
  { method, url, body, wants }: ApiRequest,
  { token, tokenType }: Credential,
  budget: ByteBudget,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      signal,
      // The token must not follow anyone elsewhere.
      redirect: 'manual',
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        'User-Agent': userAgent,
        'X-Snowflake-Authorization-Token-Type': tokenType,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
    });
    const read = await readBody(response, budget.leftBytes);
    if (read.kind === 'too-large') {
      return failed('too-large', `the answer has more than ${budget.maxBytes} bytes, which is the most`);
    }
    budget.leftBytes -= read.bytes;
    return answerOf(response.status, read.text, wants, [token]);
  } catch (error) {
    return { kind: 'trouble', reason: 'unreachable', why: `no answer: ${errorText(error, [token])}` };
  }
}
