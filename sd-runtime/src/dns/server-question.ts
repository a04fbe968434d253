/**
 * One question to one server: EDNS and its fallback, truncation and TCP.
 *
 * Source: RFC 6891, section 7 (servers without EDNS), RFC 7766, section 5 (truncation).
 */
import type { UnknownOutcome } from '@spcs-sd/core';
import type { Ending } from './ending.ts';
import type { Reply } from './transport/pending-questions.ts';
import { encodeQuestion, questionEnd } from './message/question-message.ts';
import { readMessage, type Asked, type Reading } from './message/reading.ts';
import type { Server } from './servers/server-list.ts';

/** How long a server that cannot read EDNS is asked without it. */
const plainForMs = 600_000;

export interface ServerQuestion {
  readonly asked: Asked;
  readonly transport: 'udp' | 'tcp';
  readonly timeoutMs: number;
  readonly ending: Ending;
}

/** What the server knows. */
type Answer = Exclude<Reading, { readonly kind: 'truncated' | 'dislikes-edns' }>;

export interface ServerAnswer {
  readonly answer: Answer;
  readonly transport: 'udp' | 'tcp';
}

/**
 * Calls `done` once. Takes at most three exchanges: with EDNS, without it, and over TCP.
 *
 * With callbacks, because nearly always the first exchange is all.
 */
export function askServer(
  server: Server,
  question: ServerQuestion,
  done: (answer: ServerAnswer) => void,
): void {
  const edns = performance.now() >= server.plainUntilMs;
  exchange(server, question, edns, (reading) => {
    if (reading.kind === 'dislikes-edns' && edns) askPlain(server, question, done);
    else finish(server, question, reading, done);
  });
}

/** Without EDNS; remembers when that gave an answer. */
function askPlain(server: Server, question: ServerQuestion, done: (answer: ServerAnswer) => void): void {
  exchange(server, question, false, (reading) => {
    const helped = reading.kind !== 'dislikes-edns' && reading.kind !== 'unknown';
    if (helped) server.plainUntilMs = performance.now() + plainForMs;
    finish(server, question, reading, done);
  });
}

function finish(
  server: Server,
  question: ServerQuestion,
  reading: Reading,
  done: (answer: ServerAnswer) => void,
): void {
  const { transport } = question;
  if (reading.kind === 'dislikes-edns') done({ answer: reading.failure, transport });
  else if (reading.kind !== 'truncated') done({ answer: reading, transport });
  else if (transport === 'udp') askServer(server, { ...question, transport: 'tcp' }, done);
  else done({ answer: truncatedOverTcp, transport });
}

const truncatedOverTcp: UnknownOutcome = { kind: 'unknown', why: 'malformed', detail: 'truncated over TCP' };

function exchange(
  server: Server,
  { asked, transport, timeoutMs, ending }: ServerQuestion,
  edns: boolean,
  done: (reading: Reading) => void,
): void {
  server[transport].ask({
    bytes: encodeQuestion(asked.name, asked.type, edns),
    endsAt: questionEnd(asked.name),
    timeoutMs,
    ending,
    done: (reply) => done(readReply(reply, asked)),
  });
}

/** Sockets call this, and nobody above them would catch a fault of the readers. */
function readReply(reply: Reply, asked: Asked): Reading {
  if (reply.kind === 'failed') return { kind: 'unknown', why: reply.why, detail: reply.detail };
  try {
    return readMessage(reply.bytes, asked);
  } catch (error) {
    return { kind: 'unknown', why: 'other', detail: `the answer could not be read: ${String(error)}` };
  }
}
