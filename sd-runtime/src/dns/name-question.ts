/**
 * One question to the servers in turn: failover, further attempts, aliases that lead elsewhere.
 *
 * A failure never ends a question while another server has not been asked. Only silence is asked
 * again: any other failure would only be repeated.
 */
import type { AbsentOutcome, UnknownOutcome } from '@spcs-sd/core';
import { maxAliases, type Answer } from './answer.ts';
import { remainingMs, type Ending } from './ending.ts';
import type { EmitDns } from './event.ts';
import { joinFailures } from './failure.ts';
import { inOrderOfHealth, type Server } from './server-list.ts';
import { askServer, type ServerAnswer } from './server-question.ts';
import type { Slots } from './slots.ts';
import type { QuestionType } from './type-number.ts';

/** What all questions of one lookup share. */
export interface Asking {
  /** In the order of the configuration. */
  readonly servers: readonly Server[];
  /** Ask none of these: their opinion is known. */
  readonly avoid: ReadonlySet<Server>;
  /** Collects the servers whose answers were used. */
  readonly used: Set<Server>;
  readonly slots: Slots;
  readonly emit: EmitDns;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly ending: Ending;
}

export interface NameQuestion {
  readonly name: string;
  readonly type: QuestionType;
  readonly transport: 'udp' | 'tcp';
}

type FoundAnswer = Extract<Answer, { readonly kind: 'records' }>;

export type NameAnswer =
  | (FoundAnswer & { readonly transport: 'udp' | 'tcp'; readonly doubtful: boolean })
  | (AbsentOutcome & { readonly transport: 'udp' | 'tcp' })
  | UnknownOutcome;

/** Asks until there is an answer at the end of all aliases. */
export async function askName(question: NameQuestion, asking: Asking): Promise<NameAnswer> {
  let { name } = question;
  let ttlSeconds = Infinity;
  let doubtful = false;
  for (let aliases = 0; aliases <= maxAliases;) {
    if (remainingMs(asking.ending) === 0) return tooLate;
    const asked = await askServers({ ...question, name }, asking);
    if (asked.kind === 'unknown') return asked;
    const { answer, transport } = asked;
    doubtful ||= asked.doubtful;
    if (answer.kind === 'unknown') return answer;
    ttlSeconds = Math.min(ttlSeconds, answer.ttlSeconds ?? Infinity);
    if (answer.kind !== 'alias') {
      const ttl = Number.isFinite(ttlSeconds) ? ttlSeconds : null;
      return answer.kind === 'absent'
        ? { ...answer, transport, doubtful, ttlSeconds: ttl }
        : { ...answer, transport, doubtful, ttlSeconds: ttl ?? answer.ttlSeconds };
    }
    name = answer.name;
    aliases += answer.aliases;
  }
  return { kind: 'unknown', why: 'malformed', detail: `more than ${maxAliases} aliases` };
}

const tooLate: UnknownOutcome = { kind: 'unknown', why: 'timeout', detail: 'the deadline is over' };

type AskedServers = (ServerAnswer & { readonly kind: 'asked'; readonly doubtful: boolean }) | UnknownOutcome;

/** The first usable answer. It is doubtful when it is not the first server's. */
async function askServers(question: NameQuestion, asking: Asking): Promise<AskedServers> {
  const failures = new Map<Server, UnknownOutcome>();
  const candidates =
    asking.avoid.size === 0 ? asking.servers : asking.servers.filter((server) => !asking.avoid.has(server));
  for (let attempt = 0; attempt < asking.attempts; attempt++) {
    for (const server of usedFirst(inOrderOfHealth(candidates, performance.now()), asking.used)) {
      const before = failures.get(server);
      if (before !== undefined && before.why !== 'timeout') continue;
      const asked = await askInSlot(server, question, asking);
      if (asked === undefined) return ended(failures, asking);
      const { answer } = asked;
      if (answer.kind !== 'unknown') {
        asking.used.add(server);
        return { kind: 'asked', ...asked, doubtful: server !== asking.servers[0] };
      }
      failures.set(server, named(server, answer));
    }
  }
  return failures.size > 0 ? joinFailures([...failures.values()]) : ended(failures, asking);
}

/** One lookup stays with the server that answered it. */
function usedFirst(servers: readonly Server[], used: ReadonlySet<Server>): readonly Server[] {
  if (servers.length === 1 || used.size === 0) return servers;
  return [...servers.filter((one) => used.has(one)), ...servers.filter((one) => !used.has(one))];
}

/** Undefined when the lookup ended before there was a slot. */
async function askInSlot(
  server: Server,
  question: NameQuestion,
  asking: Asking,
): Promise<ServerAnswer | undefined> {
  const { slots, timeoutMs, ending } = asking;
  if (!(await slots.acquire(ending))) return undefined;
  try {
    const asked = await askServer(server, { ...question, timeoutMs, ending });
    if (asked.answer.kind !== 'unknown' || !ending.cancelled) judge(server, asked.answer, asking);
    return asked;
  } finally {
    slots.release();
  }
}

/** Remembers how the server did, and tells when that changes: with others to ask nobody notices otherwise. */
function judge({ health, address }: Server, answer: Answer, { servers, emit }: Asking): void {
  const server = address.text;
  const isOneOfMany = servers.length > 1;
  if (answer.kind !== 'unknown') {
    if (health.succeeded() && isOneOfMany) emit({ kind: 'server-recovered', server });
    return;
  }
  const { why, detail } = answer;
  if (!health.failed(performance.now()) || !isOneOfMany) return;
  emit({ kind: 'server-failed', server, why, ...(detail !== undefined && { detail }) });
}

/** The outcome when nobody could be asked, or nobody any more. */
function ended(failures: ReadonlyMap<Server, UnknownOutcome>, { ending, servers }: Asking): UnknownOutcome {
  if (failures.size > 0) return joinFailures([...failures.values()]);
  if (servers.length === 0) return { kind: 'unknown', why: 'unreachable', detail: 'no server to ask' };
  if (ending.cancelled) return { kind: 'unknown', why: 'not-asked', detail: 'cancelled' };
  return { kind: 'unknown', why: 'limit', detail: 'no free slot for the question before its deadline' };
}

function named(server: Server, failure: UnknownOutcome): UnknownOutcome {
  return { ...failure, detail: `${server.address.text}: ${failure.detail ?? failure.why}` };
}
