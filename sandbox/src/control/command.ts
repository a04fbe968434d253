/**
 * What a request to the control asks for. Pure.
 *
 * Owns the paths and parameters; does not know what they do.
 */
import type { Change } from '../account/change.ts';
import {
  dnsFaults,
  faultTypes,
  isDnsFault,
  isFaultType,
  type DnsFault,
  type DnsFaultScope,
} from '../dns/fault.ts';
import type { Switches } from '../switches.ts';
import { sqlCommand, type SqlCommand } from './sql-command.ts';
import { switchesOf } from './switch-query.ts';

export type View = 'help' | 'pools' | 'pool-list' | 'zone' | 'faults' | 'switches';

export type Command =
  | SqlCommand
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'change'; readonly change: Change }
  /** `fault` undefined: clear it. */
  | { readonly kind: 'fault'; readonly fault: DnsFault | undefined; readonly scope: DnsFaultScope }
  | { readonly kind: 'switches'; readonly changed: Partial<Switches> }
  /** `allow`: the methods of this path, where the method was the mistake. */
  | {
      readonly kind: 'wrong';
      readonly status: 400 | 404 | 405;
      readonly message: string;
      readonly allow?: string;
    };

const views: ReadonlyMap<string, View> = new Map([
  ['/', 'help'],
  ['/pools', 'pools'],
  ['/pool-list', 'pool-list'],
  ['/zone', 'zone'],
  ['/faults', 'faults'],
  ['/switches', 'switches'],
]);
/** The methods of views that can be changed. */
const writable: ReadonlyMap<string, string> = new Map([
  ['/faults', 'GET, HEAD, POST, DELETE'],
  ['/switches', 'GET, HEAD, POST'],
]);
const changes = ['add', 'drop', 'scale', 'suspend', 'resume', 'move'] as const;
type ChangeKind = (typeof changes)[number];

function wrong(status: 400 | 404 | 405, message: string, allow?: string): Command {
  return { kind: 'wrong', status, message, ...(allow === undefined ? {} : { allow }) };
}

function isChangeKind(text: string): text is ChangeKind {
  return changes.some((kind) => kind === text);
}

/** A count in decimal digits; undefined when it is anything else. */
function count(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function addCommand(name: string, query: URLSearchParams): Command {
  const nodes = count(query.get('nodes') ?? '1');
  if (nodes === undefined) return wrong(400, `nodes is a whole number, got ${query.get('nodes')}`);
  const publishes = query.get('publishes') ?? 'srv';
  if (publishes !== 'srv' && publishes !== 'a') return wrong(400, `publishes is srv or a, got ${publishes}`);
  const owner = query.get('owner');
  const instanceFamily = query.get('family');
  const pool = {
    name,
    nodes,
    publishes,
    ...(query.get('idle') === 'true' && { idle: true }),
    ...(owner === null ? {} : { owner }),
    ...(instanceFamily === null ? {} : { instanceFamily }),
  } as const;
  return { kind: 'change', change: { kind: 'add', pool } };
}

function scaleCommand(pool: string, query: URLSearchParams): Command {
  const text = query.get('nodes');
  if (text === null) return wrong(400, 'scale needs the number of nodes: ?nodes=5');
  const nodes = count(text);
  if (nodes === undefined) return wrong(400, `nodes is a whole number, got ${text}`);
  return { kind: 'change', change: { kind: 'scale', pool, nodes } };
}

function changeCommand(kind: ChangeKind, pool: string, query: URLSearchParams): Command {
  switch (kind) {
    case 'add':
      return addCommand(pool, query);
    case 'scale':
      return scaleCommand(pool, query);
    case 'drop':
    case 'suspend':
    case 'resume':
    case 'move':
      return { kind: 'change', change: { kind, pool } };
  }
}

function faultCommand(method: string, query: URLSearchParams): Command {
  const pool = query.get('pool');
  const type = query.get('type');
  if (type !== null && !isFaultType(type)) return wrong(400, `type is one of ${faultTypes.join(', ')}`);
  const scope = { ...(pool !== null && { pool }), ...(type !== null && { type }) };
  if (method === 'DELETE') return { kind: 'fault', fault: undefined, scope };
  const fault = query.get('kind') ?? '';
  if (isDnsFault(fault)) return { kind: 'fault', fault, scope };
  return wrong(400, `kind is one of ${dnsFaults.join(', ')}: POST /faults?kind=silent`);
}

function switchCommand(query: URLSearchParams): Command {
  const read = switchesOf(query);
  return read.kind === 'wrong' ? wrong(400, read.message) : read;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function poolCommand(method: string, path: string, query: URLSearchParams): Command | undefined {
  const [, nameText, kind] = /^\/pools\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (nameText === undefined || kind === undefined || !isChangeKind(kind)) return undefined;
  if (method !== 'POST') return wrong(405, `${path} takes POST: curl -X POST …`, 'POST');
  const name = decoded(nameText);
  if (name === undefined) return wrong(400, `${nameText} is not percent-encoded UTF-8`);
  return changeCommand(kind, name, query);
}

/** `target`: path and query as HTTP sends them. Never throws. */
export function commandOf(method: string, target: string): Command {
  const [path = '', search = ''] = target.split('?', 2);
  const query = new URLSearchParams(search);
  const isRead = method === 'GET' || method === 'HEAD';
  if (path === '/faults' && (method === 'POST' || method === 'DELETE')) return faultCommand(method, query);
  if (path === '/switches' && method === 'POST') return switchCommand(query);
  const view = views.get(path);
  if (view !== undefined) {
    const allow = writable.get(path) ?? 'GET, HEAD';
    return isRead ? { kind: 'view', view } : wrong(405, `${path} takes ${allow}`, allow);
  }
  return (
    sqlCommand(method, path, query) ??
    poolCommand(method, path, query) ??
    wrong(404, `there is nothing at ${path}; see GET /`)
  );
}
