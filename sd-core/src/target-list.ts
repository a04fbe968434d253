/**
 * The targets of an answer in columns, which take less memory than an object for each (see `paged-map.ts`).
 */
import { compareUnits } from './order.ts';

/** A place to scrape. */
export interface Target {
  /** `host:port`, canonical: what Prometheus calls `__address__`. */
  readonly address: string;
  /** The SRV target in lower case, or empty for A and AAAA answers. */
  readonly node: string;
}

/** Each address once, in code-unit order. */
export interface TargetList {
  readonly addresses: readonly string[];
  /**
   * The nodes' names, which are long and hardly ever read, as one text: a JSON array of what all of them
   * end with, often a domain, and then of what stands before it in the order of the addresses.
   */
  readonly nodes: string;
}

export const noTargets: TargetList = { addresses: [], nodes: '[""]' };

/** Of several targets with one address the first node in code-unit order counts. O(n log n), O(n) when sorted. */
export function targetListOf(targets: readonly Target[]): TargetList {
  const sorted = isSorted(targets) ? targets : targets.toSorted(inOrder);
  const isTwin = ({ address }: Target, at: number): boolean => address === sorted[at - 1]?.address;
  const unique = sorted.some(isTwin) ? sorted.filter((target, at) => !isTwin(target, at)) : sorted;
  return {
    addresses: unique.map(({ address }) => address),
    nodes: nodeText(unique.map(({ node }) => node)),
  };
}

/** The targets one by one. O(n). */
export function targetsIn({ addresses, nodes }: TargetList): readonly Target[] {
  const names = nodesIn(nodes);
  return addresses.map((address, at) => ({ address, node: names[at] ?? '' }));
}

/** The same nodes are as many targets. */
export function isSameList(a: TargetList, b: TargetList): boolean {
  return a.nodes === b.nodes && a.addresses.every((address, at) => address === b.addresses[at]);
}

function isSorted(targets: readonly Target[]): boolean {
  return targets.every((target, at) => {
    const before = targets[at - 1];
    return before === undefined || inOrder(before, target) <= 0;
  });
}

function inOrder(a: Target, b: Target): number {
  return compareUnits(a.address, b.address) || compareUnits(a.node, b.node);
}

/** A new text, not a part of others: a part of a string keeps all of it in memory. */
function nodeText(nodes: readonly string[]): string {
  const [first = ''] = nodes;
  const domain = first.slice(first.search(/\.|$/));
  const ending = nodes.every((node) => node.endsWith(domain)) ? domain : '';
  return JSON.stringify([ending, ...nodes.map((node) => node.slice(0, node.length - ending.length))]);
}

function nodesIn(text: string): readonly string[] {
  const [ending = '', ...starts]: readonly string[] = JSON.parse(text);
  return starts.map((start) => start + ending);
}
