/**
 * Repeats an exchange as often as it makes sense: once with another credential, and after waits while
 * the server is in trouble.
 */
import type { Authenticator } from '../authenticators/credential.ts';
import type { EmitSnowflake } from '../event.ts';
import { pause } from '../pause.ts';
import type { Clock } from '../../ports.ts';
import type { Random } from '../../refresh/due-time.ts';
import { failed, type StatementFailure } from '../statement.ts';
import type { Answer, Refusal, Trouble } from './answer.ts';
import { backOffMs } from './back-off.ts';
import type { Deadline } from './deadline.ts';
import { exchange, type ApiRequest, type ByteBudget } from './exchange.ts';

export interface Surroundings {
  readonly authenticator: Authenticator;
  readonly clock: Clock;
  readonly random: Random;
  readonly emit: EmitSnowflake;
}

export type FinalAnswer = Exclude<Answer, Refusal | Trouble>;

/** A wrong host name does not become right: unlike a server's trouble this ends before the deadline. */
const maxUnreachable = 4;

/** Never rejects. What is repeated is the same request with the same id, so it counts once. */
export async function untilAnswered(
  request: ApiRequest,
  budget: ByteBudget,
  deadline: Deadline,
  { authenticator, clock, random, emit }: Surroundings,
): Promise<FinalAnswer> {
  const { signal } = deadline;
  let credential = await authenticator.credential(signal);
  let hasAnother = true;
  let unreachable = 0;
  let lastTrouble: Trouble | undefined;
  for (let attempt = 1; ; attempt++) {
    if (credential.kind === 'failed') return signal.aborted ? stopped(deadline) : credential;
    const answer = await exchange(attempt === 1 ? request : again(request), credential, budget, signal);
    switch (answer.kind) {
      case 'refused':
        if (!hasAnother)
          return failed('unauthorized', `${answer.why}: the ${nameOf(credential.tokenType)} is not accepted`);
        hasAnother = false;
        emit({ kind: 'request-retried', why: answer.why, delayMs: 0 });
        credential = await authenticator.credential(signal, credential);
        break;
      case 'trouble': {
        // An abort looks like trouble too; what came before it is the reason.
        if (signal.aborted) return stopped(deadline, lastTrouble);
        lastTrouble = answer;
        if (answer.reason === 'unreachable' && ++unreachable >= maxUnreachable)
          return failed(answer.reason, answer.why);
        const delayMs = backOffMs(attempt, random);
        emit({ kind: 'request-retried', why: answer.why, delayMs });
        await pause(clock, delayMs, signal);
        if (signal.aborted) return stopped(deadline, lastTrouble);
        credential = await authenticator.credential(signal);
        break;
      }
      default:
        return answer;
    }
  }
}

const tokenNames = {
  OAUTH: 'session token',
  KEYPAIR_JWT: "key pair's token",
  PROGRAMMATIC_ACCESS_TOKEN: 'programmatic access token',
} as const;

const nameOf = (tokenType: keyof typeof tokenNames): string => tokenNames[tokenType];

/** Tells Snowflake that this is no second statement. Source: "Resubmitting a request". */
function again(request: ApiRequest): ApiRequest {
  return request.method === 'POST' ? { ...request, url: `${request.url}&retry=true` } : request;
}

/** `last`: what there was until then, which is the reason rather than the time. */
export function stopped(deadline: Deadline, last?: Pick<Trouble, 'reason' | 'why'>): StatementFailure {
  if (!deadline.isOver()) return failed('aborted', 'stopped');
  return last === undefined
    ? failed('timeout', 'no answer in time')
    : failed(last.reason, `no answer in time; the last try: ${last.why}`);
}
