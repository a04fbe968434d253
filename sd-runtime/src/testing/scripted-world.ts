/**
 * A world as the script of a real server on loopback.
 */
import {
  addressRecord,
  cnameRecord,
  nameBytes,
  optRecord,
  rcodes,
  recordTypes,
  reply,
  soaRecord,
  srvRecord,
  type CraftedRecord,
  type Reaction,
  type Script,
  type ScriptedQuery,
} from '@spcs-sd/sandbox';
import { negativeTtlOf, ttlOf, type Failing, type World, type WorldAnswer } from './lookup-world.ts';

const zone = 'internal';

export function scriptOf(world: World): Script {
  return (query) => {
    if (world.failing !== undefined) return failingReply(query, world.failing);
    const asked = world.names[query.name];
    if (asked === undefined) return negative(query, world, rcodes.NXDOMAIN);
    const { alias } = asked;
    const name = alias ?? query.name;
    const own = alias === undefined ? [] : [cnameRecord(query.name, alias)];
    const answer = world.names[name]?.[query.type as 'SRV' | 'A' | 'AAAA'];
    return answer === undefined
      ? negative(query, world, rcodes.NOERROR, own)
      : answered(query, world, name, own, answer);
  };
}

function answered(
  query: ScriptedQuery,
  world: World,
  name: string,
  own: readonly CraftedRecord[],
  answer: WorldAnswer,
): readonly Reaction[] {
  const owner = nameBytes(name);
  const opt = query.ednsBytes === undefined ? [] : [optRecord()];
  switch (answer.kind) {
    case 'failing':
      return failingReply(query, answer.how);
    case 'foreign':
      return reply(query, { answers: [foreign(answer.what)] });
    case 'addresses': {
      const more = { owner, ttlSeconds: ttlOf(answer) };
      const records = answer.addresses.map((address) => addressRecord(undefined, address, more));
      return reply(query, { answers: [...own, ...records], additionals: opt });
    }
    case 'services': {
      const more = { owner, ttlSeconds: ttlOf(answer) };
      const records = answer.services.map(({ target, port }) => srvRecord(target, port, more));
      const targets = answer.services.map(({ target }) => target);
      const additionals = world.additional === true ? targetAddresses(world, targets) : [];
      return reply(query, { answers: [...own, ...records], additionals: [...additionals, ...opt] });
    }
  }
}

function foreign(what: 'owner' | 'type'): CraftedRecord {
  if (what === 'owner') return srvRecord('n9.p9.internal', 9009, { owner: nameBytes('other.internal') });
  return { type: recordTypes.TXT, rdata: Buffer.from([1, 0x78]) };
}

function targetAddresses(world: World, targets: readonly string[]): readonly CraftedRecord[] {
  return targets.flatMap((target) =>
    [world.names[target]?.A, world.names[target]?.AAAA].flatMap((answer) =>
      answer?.kind === 'addresses' ? answer.addresses.map((address) => addressRecord(target, address)) : [],
    ),
  );
}

function negative(
  query: ScriptedQuery,
  world: World,
  rcode: number,
  answers: readonly CraftedRecord[] = [],
): readonly Reaction[] {
  const opt = query.ednsBytes === undefined ? [] : [optRecord()];
  const authorities = [soaRecord(zone, negativeTtlOf(world))];
  return reply(query, { rcode, answers, authorities, additionals: opt });
}

function failingReply(query: ScriptedQuery, how: Failing): readonly Reaction[] {
  switch (how) {
    case 'silent':
      return [];
    case 'malformed':
      return reply(query, { answers: [srvRecord('n1.p1.internal', 9001, { rdlength: 4000 })] });
    case 'servfail':
      return reply(query, { rcode: rcodes.SERVFAIL });
    case 'refused':
      return reply(query, { rcode: rcodes.REFUSED });
    case 'notimp':
      return reply(query, { rcode: rcodes.NOTIMP });
  }
}
