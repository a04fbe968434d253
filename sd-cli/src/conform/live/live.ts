/**
 * A live examination: an endpoint or a file that is running now, from outside.
 *
 * Without a sandbox only what is there is judged; with one, what becomes of it when things happen.
 */
import { namesRule } from '../vectors.ts';
import type { Examined } from '../verdict.ts';
import { createAccount } from './account.ts';
import { runChecks, type Check } from './check.ts';
import { fileEndpoint, httpEndpoint, type Endpoint } from './endpoint.ts';
import { fileChecks } from './file-checks.ts';
import { httpChecks } from './http-checks.ts';
import { listChecks } from './list-checks.ts';
import { createObserver } from './observer.ts';
import { storyChecks } from './story.ts';

export type LiveTarget =
  { readonly kind: 'http'; readonly url: URL } | { readonly kind: 'file'; readonly path: string };

export interface LiveOptions {
  /** The control of the sandbox that the endpoint discovers. */
  readonly sandbox?: URL;
  /** How long anything may take, in milliseconds. */
  readonly patienceMs: number;
  readonly holdMs: number;
  readonly confirmForMs?: number;
  /** Rules to be judged, or their starts. Empty: all of them. */
  readonly only: readonly string[];
  readonly signal: AbortSignal;
  /** After each check. */
  readonly onExamined?: (one: Examined) => void;
}

export async function examineLive(target: LiveTarget, options: LiveOptions): Promise<readonly Examined[]> {
  const { sandbox } = options;
  const endpoint = endpointOf(target);
  const observer = createObserver(endpoint, options);
  const account = sandbox === undefined ? undefined : createAccount(sandbox);
  const own: readonly Check[] =
    target.kind === 'http'
      ? httpChecks(target.url)
      : fileChecks({ ...options, path: target.path, observer, ...(account !== undefined && { account }) });
  const [settled, ...story] = account === undefined ? [] : storyChecks(account, observer, options);
  const rest = [...listChecks(endpoint, observer), ...own, ...story].filter((check) =>
    isChosen(check, options),
  );
  return runChecks(target.kind, settled === undefined ? rest : [settled, ...rest], options);
}

function isChosen({ rules }: Check, { only }: LiveOptions): boolean {
  return only.length === 0 || only.some((word) => namesRule(rules, word));
}

function endpointOf(target: LiveTarget): Endpoint {
  return target.kind === 'http' ? httpEndpoint(target.url) : fileEndpoint(target.path);
}
