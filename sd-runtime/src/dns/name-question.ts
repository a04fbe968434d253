/**
 * One question to the servers in turn: failover, further attempts, aliases that lead elsewhere.
 *
 * A failure never ends a question while another server has not been asked. Only silence is asked
 * again: any other failure would only be repeated.
 */
import type { AbsentOutcome, UnknownOutcome } from '@spcs-sd/core';
import { maxAliases } from './message/answer.ts';
import { remainingMs, type Ending } from './ending.ts';
import type { EmitDns } from './event.ts';
import { joinFailures } from './failure.ts';
import type { Found } from './message/found.ts';
import type { Asked } from './message/reading.ts';
import { inOrderOfHealth, type Server } from './servers/server-list.ts';
import { askServer, type ServerAnswer } from './server-question.ts';
import type { Slots } from './slots.ts';

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
  readonly asked: Asked;
  readonly transport: 'udp' | 'tcp';
}

/** Records, and what they are worth. */
export interface FoundAnswer {
  readonly kind: 'found';
  readonly found: Found;
  readonly transport: 'udp' | 'tcp';
  readonly ttlSeconds: number;
  readonly doubtful: boolean;
}

export type NameAnswer =
  FoundAnswer | (AbsentOutcome & { readonly transport: 'udp' | 'tcp' }) | UnknownOutcome;

/** What the aliases on the way to a name say. */
interface Way {
  readonly aliases: number;
  readonly ttlSeconds: number;
  readonly doubtful: boolean;
}

const direct: Way = { aliases: 0, ttlSeconds: Infinity, doubtful: false };

/** Asks until there is an answer at the end of all aliases. */
export async function askName(
  question: NameQuestion,
  asking: Asking,
  way: Way = direct,
): Promise<NameAnswer> {
  if (way.aliases > maxAliases) return tooManyAliases;
  if (remainingMs(asking.ending, performance.now()) === 0) return tooLate;
  const failures = new Map<Server, UnknownOutcome>();
  const candidates =
    asking.avoid.size === 0 ? asking.servers : asking.servers.filter((server) => !asking.avoid.has(server));
  for (let attempt = 0; attempt < asking.attempts; attempt++) {
    for (const server of usedFirst(inOrderOfHealth(candidates, performance.now()), asking.used)) {
      const before = failures.get(server);
      if (before !== undefined && before.why !== 'timeout') continue;
      const asked = await askInSlot(server, question, asking);
      if (asked === undefined) return ended(failures, asking);
      if (asked.answer.kind !== 'unknown') return conclude(server, asked, question, asking, way);
      failures.set(server, named(server, asked.answer));
    }
  }
  return ended(failures, asking);
}

const tooLate: UnknownOutcome = { kind: 'unknown', why: 'timeout', detail: 'the deadline is over' };
const tooManyAliases: UnknownOutcome = {
  kind: 'unknown',
  why: 'malformed',
  detail: `more than ${maxAliases} aliases`,
};

/** The answer of one server, which knows something. It is doubtful when it is not the first server. */
function conclude(
  server: Server,
  { answer, transport }: ServerAnswer,
  question: NameQuestion,
  asking: Asking,
  way: Way,
): NameAnswer | Promise<NameAnswer> {
  asking.used.add(server);
  const doubtful = way.doubtful || server !== asking.servers[0];
  switch (answer.kind) {
    case 'unknown':
      return answer;
    case 'found': {
      const ttlSeconds = Math.min(way.ttlSeconds, answer.ttlSeconds);
      return { kind: 'found', found: answer, transport, ttlSeconds, doubtful };
    }
    case 'absent': {
      const least = Math.min(way.ttlSeconds, answer.ttlSeconds ?? Infinity);
      const ttlSeconds = Number.isFinite(least) ? least : null;
      return { kind: 'absent', why: answer.why, transport, ttlSeconds, doubtful };
    }
    case 'alias': {
      const next = { ...question, asked: { ...question.asked, name: answer.name } };
      const aliases = way.aliases + answer.aliases;
      const ttlSeconds = Math.min(way.ttlSeconds, answer.ttlSeconds);
      return askName(next, asking, { aliases, ttlSeconds, doubtful });
    }
  }
}

/** One lookup stays with the server that answered it. */
function usedFirst(servers: readonly Server[], used: ReadonlySet<Server>): readonly Server[] {
  if (servers.length === 1 || used.size === 0) return servers;
  return [...servers.filter((one) => used.has(one)), ...servers.filter((one) => !used.has(one))];
}

/** Undefined when the lookup ended before there was a slot. */
function askInSlot(
  server: Server,
  { asked, transport }: NameQuestion,
  asking: Asking,
): Promise<ServerAnswer | undefined> {
  const { slots, timeoutMs, ending } = asking;
  return new Promise((resolve) => {
    slots.take(ending, (got) => {
      if (!got) return resolve(undefined);
      askServer(server, { asked, transport, timeoutMs, ending }, (answered) => {
        slots.release();
        if (answered.answer.kind !== 'unknown' || !ending.cancelled) judge(server, answered, asking);
        resolve(answered);
      });
    });
  });
}

/** Remembers how the server did, and tells when that changes: with others to ask nobody notices otherwise. */
function judge({ health, address }: Server, { answer }: ServerAnswer, { servers, emit }: Asking): void {
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

/** The outcome when nobody gave an answer: every server failed, or nobody could be asked any more. */
function ended(failures: ReadonlyMap<Server, UnknownOutcome>, { ending, servers }: Asking): UnknownOutcome {
  if (failures.size > 0) return joinFailures([...failures.values()]);
  if (servers.length === 0) return { kind: 'unknown', why: 'unreachable', detail: 'no server to ask' };
  if (ending.cancelled) return { kind: 'unknown', why: 'not-asked', detail: 'cancelled' };
  return { kind: 'unknown', why: 'limit', detail: 'no free slot for the question before its deadline' };
}

function named(server: Server, failure: UnknownOutcome): UnknownOutcome {
  return { ...failure, detail: `${server.address.text}: ${failure.detail ?? failure.why}` };
}
