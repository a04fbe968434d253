/**
 * What stands before every answer: the shape of the request, its rate, who sends it, and the headers
 * that all answers have.
 *
 * Knows nothing of paths. What it answers itself is fixed text: nothing of the request is in it.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { needsCredentials, type WebSetup } from '../web-config/web-setup.ts';
import type { Authenticator, Verdict } from './authentication/authenticator.ts';
import type { Connections } from './connections.ts';
import type { RefusedReason, StrangerReason } from './event.ts';
import type { WebLimits } from './limits.ts';
import type { Rate } from './rate.ts';
import { sendReply, type Reply } from './reply.ts';
import { limitBody, shapeProblem } from './request-shape.ts';

type RequestProblem = Extract<RefusedReason, 'url-too-long' | 'body-too-large' | 'rate-limit' | 'pipelined'>;

/** The rules of this moment. */
export interface Rules {
  readonly setup: WebSetup;
  /** Absent: any. */
  readonly rate: Rate | undefined;
}

export interface GuardOptions {
  readonly rules: () => Rules;
  readonly limits: WebLimits;
  readonly authenticate: Authenticator;
  readonly connections: Connections;
  readonly onProblem: (problem: RequestProblem) => void;
  readonly onStranger: (why: StrangerReason, remoteAddress: string | undefined) => void;
  readonly onError: (error: unknown) => void;
}

export function createGuard(handler: RequestListener, options: GuardOptions): RequestListener {
  const { rules, limits, authenticate, connections, onProblem, onStranger, onError } = options;

  const fail = (response: ServerResponse, error: unknown): void => {
    onError(error);
    if (response.headersSent) response.destroy();
    else sendReply(response, failed);
  };

  const decide = (request: IncomingMessage, response: ServerResponse, verdict: Verdict): void => {
    try {
      if (verdict === 'known') {
        connections.admit(request.socket);
        handler(request, response);
        return;
      }
      onStranger(verdict, request.socket.remoteAddress);
      sendReply(response, verdict === 'too-many' ? tooManyGuesses : unauthorized(rules().setup));
    } catch (error) {
      fail(response, error);
    }
  };

  const end = ({ socket }: IncomingMessage, problem: RequestProblem): void => {
    onProblem(problem);
    socket.destroy();
  };

  return (request, response) => {
    const { socket } = request;
    const waiting = connections.begin(socket, response);
    response.once('close', () => connections.end(socket, response));
    if (waiting > limits.maxPipelined) return end(request, 'pipelined');
    const { setup, rate } = rules();
    setHeaders(response, setup);
    limitBody(request, limits.maxBodySize, () => end(request, 'body-too-large'));
    const problem = shapeProblem(request, limits) ?? rateProblem(rate);
    if (problem !== undefined) {
      onProblem(problem);
      return sendReply(response, problems[problem]);
    }
    const verdict = needsCredentials(setup)
      ? authenticate(request.headers.authorization, socket.remoteAddress)
      : 'known';
    if (typeof verdict === 'string') return decide(request, response, verdict);
    verdict
      .then((decided) => decide(request, response, decided))
      .catch((error: unknown) => fail(response, error));
  };
}

function rateProblem(rate: Rate | undefined): 'rate-limit' | undefined {
  return rate?.(performance.now()) === false ? 'rate-limit' : undefined;
}

function setHeaders(response: ServerResponse, { headers }: WebSetup): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  for (const [name, value] of headers) response.setHeader(name, value);
}

const failed: Reply = { code: 500, body: 'No answer: it could not be made. Look at the log.\n' };

const close = { Connection: 'close' };

const problems: Readonly<Record<Exclude<RequestProblem, 'pipelined'>, Reply>> = {
  'url-too-long': { code: 414, body: 'The URL is too long.\n', headers: close },
  'body-too-large': { code: 413, body: 'The body is too large: nothing here needs one.\n', headers: close },
  'rate-limit': { code: 429, body: 'Too many requests: come back later.\n', headers: { 'Retry-After': '1' } },
};

const tooManyGuesses: Reply = {
  code: 429,
  body: 'Too many requests with unknown credentials are under way: come back later.\n',
  headers: { 'Retry-After': '1' },
};

/** The same for whatever was wrong. */
function unauthorized({ users, tokens }: WebSetup): Reply {
  const challenges = [
    ...(users.size > 0 ? ['Basic realm="spcs-sd", charset="UTF-8"'] : []),
    ...(tokens.length > 0 ? ['Bearer realm="spcs-sd"'] : []),
  ];
  return { code: 401, body: 'Who asks must be known here.\n', headers: { 'WWW-Authenticate': challenges } };
}
