/**
 * Which path is answered by what: exact paths, their methods, 404 and 405 for the rest.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { sendReply, type Reply } from './reply.ts';

export type Route =
  /** Answers everything itself, wrong methods too. */
  | {
      readonly kind: 'handler';
      readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
    }
  /** GET and HEAD. */
  | { readonly kind: 'page'; readonly reply: (request: IncomingMessage) => Reply | Promise<Reply> }
  /** POST. */
  | { readonly kind: 'action'; readonly reply: () => Reply | Promise<Reply> }
  /** Another route by what the client prefers; `vary` names the header that says so. */
  | {
      readonly kind: 'choice';
      readonly vary: string;
      readonly choose: (request: IncomingMessage) => Exclude<Route, { readonly kind: 'choice' }> | undefined;
    };

export type Routes = ReadonlyMap<string, Route>;

/**
 * `onError`: a reply could not be made; the client gets 500. `elsewhere` answers on every path that is
 * none of the routes, instead of 404.
 */
export function createRouter(
  routes: Routes,
  onError: (error: unknown) => void,
  elsewhere?: Extract<Route, { readonly kind: 'handler' }>['handle'],
): RequestListener {
  return (request, response) => {
    const exact = routes.get(pathOf(request.url ?? '/'));
    const found = exact ?? (elsewhere && { kind: 'handler' as const, handle: elsewhere });
    const route = found?.kind === 'choice' ? chosen(found, request, response) : found;
    if (route?.kind === 'handler') {
      route.handle(request, response);
      return;
    }
    replyTo(route, request, routes)
      .catch((error: unknown) => {
        onError(error);
        return { code: 500, body: 'No answer: it could not be made. Look at the log.\n' };
      })
      .then((reply) => sendReply(response, reply))
      .catch(onError);
  };
}

type Choice = Extract<Route, { readonly kind: 'choice' }>;
type Chosen = Exclude<Route, Choice>;

function chosen(choice: Choice, request: IncomingMessage, response: ServerResponse): Chosen | undefined {
  // Also where there is nothing for this client: a cache must not tell others so.
  response.setHeader('Vary', choice.vary);
  return choice.choose(request);
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

async function replyTo(
  route: Exclude<Chosen, { readonly kind: 'handler' }> | undefined,
  request: IncomingMessage,
  routes: Routes,
): Promise<Reply> {
  if (route === undefined) {
    // The files of the page are of no use alone.
    const paths = [...routes.keys()].filter((path) => !path.startsWith('/status.'));
    return { code: 404, body: `Nothing here. There is: ${paths.join(', ')}\n` };
  }
  const { method = 'GET' } = request;
  const allowed = route.kind === 'page' ? ['GET', 'HEAD'] : ['POST'];
  if (allowed.includes(method)) return route.reply(request);
  const allow = allowed.join(', ');
  return {
    code: 405,
    body: `${method} is not allowed here: use ${allow}.\n`,
    headers: { Allow: allow },
  };
}
