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

/** Every second question of each name is answered wrongly. */
export function everySecond(behaviour: Behaviour): Behaviour {
  const turns = new Map<string, number>();
  return only(({ name, type }) => {
    const key = `${name} ${type}`;
    const turn = (turns.get(key) ?? 0) + 1;
    turns.set(key, turn);
    return turn % 2 === 0;
  }, behaviour);
}
