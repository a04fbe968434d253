/**
 * Ways in which a DNS server misbehaves, for faults to choose from.
 */
import type { Course } from '../fault.ts';
import { answerTo, coded, type NodeRecord } from '../world/dns-answers.ts';
import type { Behaviour } from '../world/dns-proxy.ts';
import type { DnsQuestion } from '../world/dns-question.ts';
import type { World } from '../world/world.ts';

/** The server behaves so, until the end. */
export function misbehaving(behaviourIn: (world: World) => Behaviour, server = 0): Course {
  return {
    begin: (world) => world.servers[server]?.behave(behaviourIn(world)),
    end: (world) => world.servers[server]?.behave(undefined),
  };
}

/** Questions about the pools with these names, or their nodes. */
export const isAbout =
  (...pools: readonly string[]) =>
  ({ name }: DnsQuestion): boolean =>
    pools.some((pool) => name.split('.').includes(pool));

/** What is wrong with some questions; the others are answered honestly. */
export function only(which: (question: DnsQuestion) => boolean, behaviour: Behaviour): Behaviour {
  return async (question, honest) => (which(question) ? behaviour(question, honest) : [await honest()]);
}

export const silent: Behaviour = () => [];
/** An answer that ends in the middle of its only record. */
export const cutShort: Behaviour = (question) => [
  answerTo(question, { answerCount: 1, tail: Buffer.from([0xc0, 12, 0, 33, 0]) }),
];
export const coding =
  (rcode: Parameters<typeof coded>[1]): Behaviour =>
  (question) => [coded(question, rcode)];

/** A pool's nodes as its SRV records name them. */
export function nodesOf({ sandbox }: World, pool: string): readonly NodeRecord[] {
  const { nodes = [] } = sandbox.account().pools.find(({ name }) => name === pool) ?? {};
  return nodes.map(({ name, address }) => ({
    name: `${name}.${pool}.cp.spcs.internal`,
    address,
    port: sandbox.nodePort,
  }));
}

const phaseMs = 2_000;

/**
 * For two seconds the answers are wrong, for two they are right, again and again. Not every second question:
 * where two programs ask in turn, one of them would get all that are wrong.
 */
export function byTurns(behaviour: Behaviour): Behaviour {
  const startedMs = performance.now();
  return only(() => Math.floor((performance.now() - startedMs) / phaseMs) % 2 === 0, behaviour);
}
