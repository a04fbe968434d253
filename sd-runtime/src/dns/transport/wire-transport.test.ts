/**
 * What wire does on its sockets: connections kept and opened again, fallbacks, bounds.
 */
import type { PoolOutcome } from '@spcs-sd/core';
import {
  addressRecord,
  cnameRecord,
  flagBits,
  nameBytes,
  optRecord,
  rcodes,
  reply,
  soaRecord,
  srvRecord,
  startScriptedServer,
  type Script,
  type ScriptedQuery,
  type ScriptedServer,
} from '@spcs-sd/sandbox';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LookupQuestion, SrvLookup } from '../../ports.ts';
import type { LookupOptions } from '../lookup-options.ts';
import { createWireLookup } from '../wire-lookup.ts';

const pool = 'p1.internal';
const node = 'n1.p1.internal';

async function serve(script: Script, host?: '127.0.0.1' | '::1'): Promise<ScriptedServer> {
  const server = await startScriptedServer(script, host);
  onTestFinished(() => server.close());
  return server;
}

function wire(options: LookupOptions): SrvLookup {
  const lookup = createWireLookup({ timeoutMs: 10_000, ...options });
  onTestFinished(() => lookup.close());
  return lookup;
}

function ask(
  lookup: SrvLookup,
  more: Partial<LookupQuestion> = {},
  { signal } = new AbortController(),
): Promise<PoolOutcome> {
  const question = { name: pool, recordType: 'auto', gaveSrv: true, port: 9001 } as const;
  return lookup.lookup({ ...question, address: 'ip', transport: 'any', ...more }, signal);
}

const honest: Script = (query) =>
  reply(query, { answers: [srvRecord(node)], additionals: [addressRecord(node, '127.64.0.1'), optRecord()] });
const found = { kind: 'records', records: [{ host: '127.64.0.1', port: 9001, node }] };

describe('TCP', () => {
  const tcp = { transport: 'tcp' } as const;

  test('one connection carries all questions', async () => {
    const server = await serve(honest);
    const lookup = wire({ servers: [server.address] });
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => ask(lookup, tcp)));
    await ask(lookup, tcp);
    expect(outcomes.every(({ kind }) => kind === 'records')).toBe(true);
    expect(server.connections()).toBe(1);
  });

  test('answers in another order find their questions', async () => {
    const server = await serve((query) => {
      const index = Number(/\d+/.exec(query.name)?.[0]);
      const wait = { kind: 'wait', ms: index === 0 ? 50 : 0 } as const;
      return [wait, ...reply(query, { answers: [srvRecord(node, 9000 + index)] })];
    });
    const lookup = wire({ servers: [server.address] });
    const outcomes = await Promise.all(
      [0, 1, 2].map((i) => ask(lookup, { ...tcp, name: `p${i}.internal`, address: 'hostname' })),
    );
    expect(outcomes).toMatchObject([9000, 9001, 9002].map((port) => ({ records: [{ port }] })));
  });

  test('a connection that the server closed is opened again', async () => {
    const server = await serve(honest);
    const lookup = wire({ servers: [server.address] });
    expect(await ask(lookup, tcp)).toMatchObject(found);
    server.dropConnections();
    expect(await ask(lookup, tcp)).toMatchObject(found);
    expect(server.connections()).toBe(2);
  });

  test('a question that lost its connection is asked once more', async () => {
    let first = true;
    const server = await serve((query) => {
      const reactions = first ? [{ kind: 'close' } as const] : honest(query);
      first = false;
      return reactions;
    });
    expect(await ask(wire({ servers: [server.address] }), tcp)).toMatchObject(found);
    expect(server.connections()).toBe(2);
  });

  test('a silent connection is given up', async () => {
    let first = true;
    const server = await serve((query) => {
      const reactions = first ? [] : honest(query);
      first = false;
      return reactions;
    });
    const lookup = wire({ servers: [server.address], timeoutMs: 100, attempts: 2 });
    expect(await ask(lookup, tcp)).toMatchObject(found);
    expect(server.connections()).toBe(2);
  });

  test('a name that needs TCP is asked over UDP when TCP fails', async () => {
    let tcpWorks = true;
    const server = await serve((query) => {
      if (query.type !== 'SRV') return reply(query, addressReply(query));
      if (query.transport === 'udp')
        return reply(query, { answers: [srvRecord(node)], additionals: [optRecord()] });
      return tcpWorks ? honest(query) : [{ kind: 'close' }];
    });
    const lookup = wire({ servers: [server.address] });
    expect(await ask(lookup)).toMatchObject({ ...found, transport: 'tcp' });
    expect(await ask(lookup)).toMatchObject({ ...found, transport: 'tcp' });
    expect(server.queries.map(({ transport }) => transport)).toEqual(['udp', 'tcp', 'tcp']);
    tcpWorks = false;
    expect(await ask(lookup)).toMatchObject({ ...found, transport: 'udp' });
    expect(await ask(lookup, tcp)).toMatchObject({ kind: 'unknown', why: 'unreachable' });
  });
});

function addressReply(query: ScriptedQuery): Parameters<typeof reply>[1] {
  return query.type === 'A'
    ? { answers: [addressRecord(undefined, '127.64.0.1')] }
    : { authorities: [soaRecord('internal', 5)] };
}

describe('UDP', () => {
  test.each(['127.0.0.1', '::1'] as const)('a closed port of %s is unreachable at once', async (host) => {
    const server = await startScriptedServer(honest, host);
    await server.close();
    const startMs = performance.now();
    const lookup = wire({ servers: [server.address], timeoutMs: 20_000 });
    const outcomes = await Promise.all([ask(lookup), ask(lookup, { transport: 'tcp' })]);
    expect(outcomes).toMatchObject([{ why: 'unreachable' }, { why: 'unreachable' }]);
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });

  test('ids differ and are spread', async () => {
    const server = await serve(honest);
    const lookup = wire({ servers: [server.address] });
    await Promise.all(Array.from({ length: 200 }, () => ask(lookup)));
    const ids = server.queries.map(({ id }) => id);
    expect(new Set(ids).size).toBeGreaterThan(190);
    expect(new Set(ids.map((id) => id >> 12)).size).toBeGreaterThan(12);
  });

  test('a try that gets no answer is followed by another', async () => {
    let first = true;
    const server = await serve((query) => {
      const reactions = first ? [] : honest(query);
      first = false;
      return reactions;
    });
    expect(await ask(wire({ servers: [server.address], timeoutMs: 100 }))).toMatchObject(found);
  });

  test('no more questions under way than allowed', async () => {
    let underWay = 0;
    let most = 0;
    const server = await serve((query) => {
      underWay += 1;
      most = Math.max(most, underWay);
      // Answered after a while, so that more would pile up here if they came.
      setTimeout(() => (underWay -= 1), 20);
      return [{ kind: 'wait', ms: 20 }, ...honest(query)];
    });
    const lookup = wire({ servers: [server.address], maxInFlight: 5 });
    await Promise.all(Array.from({ length: 40 }, () => ask(lookup)));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(5);
  });

  test('the deadline holds, in the queue and on the wire', async () => {
    let asked = 0;
    const server = await serve((query) => (asked++ === 0 ? honest(query) : []));
    const lookup = wire({ servers: [server.address], maxInFlight: 1, deadlineMs: 200 });
    expect((await ask(lookup)).kind, 'a socket is open, so that both deadlines are one').toBe('records');
    const outcomes = await Promise.all([ask(lookup), ask(lookup)]);
    expect(outcomes).toMatchObject([
      { kind: 'unknown', why: 'timeout' },
      { kind: 'unknown', why: 'limit' },
    ]);
  });
});

describe('a server with an IPv6 address', () => {
  test('is asked over UDP and over TCP', async () => {
    const server = await serve(honest, '::1');
    expect(server.address).toMatch(/^\[::1\]:\d+$/);
    const lookup = wire({ servers: [server.address] });
    expect(await ask(lookup)).toMatchObject({ ...found, transport: 'udp' });
    expect(await ask(lookup, { transport: 'tcp' })).toMatchObject({ ...found, transport: 'tcp' });
    expect(server.queries.map(({ transport }) => transport)).toEqual(['udp', 'tcp']);
  });
});

describe('a lookup that is cancelled', () => {
  /** Two under way over each transport, and one that waits for its turn. */
  async function silence(): Promise<{
    lookup: SrvLookup;
    controller: AbortController;
    outcomes: Promise<unknown>;
  }> {
    const server = await serve(() => []);
    const lookup = wire({ servers: [server.address], maxInFlight: 4, timeoutMs: 30_000 });
    const controller = new AbortController();
    const transports = ['any', 'any', 'tcp', 'tcp', 'any'] as const;
    const outcomes = Promise.all(transports.map((transport) => ask(lookup, { transport }, controller)));
    await vi.waitFor(() => expect(server.queries).toHaveLength(4), 10_000);
    return { lookup, controller, outcomes };
  }

  test.each(['aborted', 'closed'] as const)('ends at once: %s', async (how) => {
    const { lookup, controller, outcomes } = await silence();
    const startMs = performance.now();
    if (how === 'closed') lookup.close();
    else controller.abort();
    expect(await outcomes).toMatchObject(
      Array.from({ length: 5 }, () => ({ kind: 'unknown', why: 'not-asked' })),
    );
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });
});

describe('EDNS', () => {
  test('a server that cannot read it is asked without it from then on', async () => {
    const server = await serve((query) =>
      query.ednsBytes === undefined
        ? reply(query, { answers: [srvRecord(node)], additionals: [addressRecord(node, '127.64.0.1')] })
        : reply(query, { rcode: rcodes.FORMERR, question: Buffer.alloc(0) }),
    );
    const lookup = wire({ servers: [server.address] });
    expect(await ask(lookup)).toMatchObject(found);
    expect(await ask(lookup)).toMatchObject(found);
    expect(server.queries.map(({ ednsBytes }) => ednsBytes)).toEqual([1232, undefined, undefined]);
  });
});

describe('aliases', () => {
  test('that lead to where the server does not follow are asked for', async () => {
    const server = await serve((query) =>
      query.name === pool ? reply(query, { answers: [cnameRecord(pool, 'other.internal')] }) : honest(query),
    );
    expect(await ask(wire({ servers: [server.address] }))).toMatchObject(found);
    expect(server.queries.map(({ name }) => name)).toEqual([pool, 'other.internal']);
  });

  test('eight are followed, nine are not', async () => {
    const chain =
      (length: number): Script =>
      (query) =>
        reply(query, {
          answers: [
            ...Array.from({ length }, (_, i) =>
              cnameRecord(i === 0 ? pool : `a${i}.internal`, `a${i + 1}.internal`),
            ),
            srvRecord(node, 9001, { owner: nameBytes(`a${length}.internal`) }),
          ],
          additionals: [addressRecord(node, '127.64.0.1')],
        });
    const [eight, nine] = [await serve(chain(8)), await serve(chain(9))];
    expect(await ask(wire({ servers: [eight.address] }))).toMatchObject(found);
    expect(await ask(wire({ servers: [nine.address] }))).toMatchObject({ kind: 'unknown', why: 'malformed' });
  });
});

describe('the additional section', () => {
  test('nearly full and without a gap is compared with TCP once', async () => {
    const hosts = Array.from({ length: 16 }, (_, i) => `node-number-${i}.p1.internal`);
    const server = await serve((query) =>
      reply(query, {
        answers: hosts.map((host) => srvRecord(host)),
        additionals: [...hosts.map((host, i) => addressRecord(host, `127.64.0.${i}`)), optRecord()].slice(0),
      }),
    );
    const lookup = wire({ servers: [server.address] });
    await ask(lookup);
    await ask(lookup);
    expect(server.queries.map(({ transport }) => transport)).toEqual(['udp', 'tcp', 'udp']);
  });

  test('truncation goes to TCP, and the name is remembered', async () => {
    const server = await serve((query) =>
      query.transport === 'udp'
        ? reply(query, { flags: flagBits.response | flagBits.truncated })
        : honest(query),
    );
    const lookup = wire({ servers: [server.address] });
    await ask(lookup);
    await ask(lookup);
    expect(server.queries.map(({ transport }) => transport)).toEqual(['udp', 'tcp', 'tcp']);
  });
});
