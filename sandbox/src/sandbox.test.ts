/**
 * The running sandbox, seen from outside: DNS by kdig, nodes and control by HTTP.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { kdig } from '../../tests/support/kdig.ts';
import { kdigTargets } from '../../tests/support/kdig-targets.ts';
import { needs } from '../../tests/support/needs.ts';
import { startNsd } from '../../tests/support/nsd.ts';
import { freePort } from './nodes/free-port.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';

let sandbox: Sandbox | undefined;

async function start(options: SandboxOptions): Promise<Sandbox> {
  sandbox = await startSandbox({ nodePort: 0, ...options });
  return sandbox;
}

afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

const dnsPort = ({ dnsAddress }: Sandbox): number => Number(dnsAddress.split(':')[1]);

async function call(at: Sandbox, method: string, path: string): Promise<readonly [number, string]> {
  const response = await fetch(`${at.controlUrl}${path}`, { method });
  return [response.status, await response.text()];
}

/** `metrics`, another answer's status, or `closed` when nobody listens. */
async function stateOf(target: string): Promise<string> {
  const response = await fetch(`http://${target}/metrics`).catch(() => undefined);
  if (response === undefined) return 'closed';
  const isMetrics = (await response.text()).includes('container_cpu_usage{');
  return isMetrics ? 'metrics' : String(response.status);
}

const endpoint = (pool: string): string => `discover.monitor.${pool}.cp.spcs.internal`;

needs('kdig', 'nsd').describe('the DNS of the sandbox', () => {
  test('names exactly the expected targets before and after every change', async () => {
    const at = await start({
      pools: [
        { name: 'A_pool', nodes: 3 },
        { name: 'b', nodes: 30, publishes: 'a' },
      ],
    });
    const isRight = async (): Promise<void> => {
      const expected = [...at.expectedTargets()].map(([pool, targets]) => [endpoint(pool), targets] as const);
      const found = await kdigTargets(
        dnsPort(at),
        expected.map(([name]) => name),
      );
      // Addresses at a name have no port; kdig's reader assumes the usual one.
      const ports = (targets: readonly string[]): readonly string[] =>
        targets.map((target) => target.replace(/:\d+$/, ''));
      expect([...found].map(([name, targets]) => [name, ports(targets)])).toEqual(
        expected.map(([name, targets]) => [name, ports(targets)]),
      );
    };
    await isRight();
    for (const path of ['a_pool/scale?nodes=9', 'b/move', 'a_pool/suspend', 'c/add?nodes=2', 'b/drop']) {
      expect((await call(at, 'POST', `/pools/${path}`))[0]).toBe(200);
      await isRight();
    }
    expect([...at.expectedTargets().keys()]).toEqual(['a_pool', 'c']);
    expect((await kdig(dnsPort(at), endpoint('b'), 'SRV')).rcode).toBe(3);
  });

  test('a zone that is exported is one that NSD serves alike', async () => {
    const at = await start({
      pools: [
        { name: 'a', nodes: 5 },
        { name: 'b', nodes: 0 },
      ],
      switches: { withoutNodes: 'nodata' },
    });
    const [, text] = await call(at, 'GET', '/zone');
    const nsd = await startNsd({ origin: at.zone().origin, serial: at.zone().serial, text });
    try {
      for (const pool of ['a', 'b', 'missing']) {
        const { rcode, answers } = await kdig(dnsPort(at), endpoint(pool), 'SRV');
        const theirs = await kdig(nsd.port, endpoint(pool), 'SRV');
        expect([rcode, answers.map(({ data }) => data)]).toEqual([
          theirs.rcode,
          theirs.answers.map(({ data }) => data),
        ]);
      }
    } finally {
      await nsd.stop();
    }
  });

  test('is broken and mended on command', async () => {
    const at = await start({ pools: [{ name: 'a' }, { name: 'b' }] });
    const codes = async (): Promise<readonly number[]> =>
      Promise.all(['a', 'b'].map(async (pool) => (await kdig(dnsPort(at), endpoint(pool), 'SRV')).rcode));
    expect(await call(at, 'POST', '/faults?kind=refused&pool=a')).toEqual([
      200,
      '[\n  {\n    "pool": "a",\n    "fault": "refused"\n  }\n]\n',
    ]);
    expect(await codes()).toEqual([5, 0]);
    await call(at, 'POST', '/faults?kind=servfail');
    expect(await codes()).toEqual([5, 2]);
    await call(at, 'DELETE', '/faults');
    expect(await codes()).toEqual([0, 0]);
  });
});

describe('the nodes of the sandbox', () => {
  test('listen while the account has them', async () => {
    const at = await start({ pools: [{ name: 'a', nodes: 2 }] });
    const before = at.expectedTargets().get('a') ?? [];
    expect(await Promise.all(before.map(stateOf))).toEqual(['metrics', 'metrics']);
    await at.change({ kind: 'move', pool: 'a' });
    const after = at.expectedTargets().get('a') ?? [];
    expect(await Promise.all(after.map(stateOf))).toEqual(['metrics', 'metrics']);
    expect(await Promise.all(before.map(stateOf))).toEqual(['closed', 'closed']);
  });

  test('500 of them start, answer, and end', async () => {
    const at = await start({ pools: [{ name: 'a', nodes: 500 }] });
    const targets = at.expectedTargets().get('a') ?? [];
    expect(new Set(await Promise.all(targets.map(stateOf)))).toEqual(new Set(['metrics']));
    await at.close();
    expect(new Set(await Promise.all(targets.map(stateOf)))).toEqual(new Set(['closed']));
  });

  test('whoever watches is told of a change once it is in force, until they stop', async () => {
    const at = await start({ pools: [{ name: 'a' }] });
    const sizes: unknown[] = [];
    const stop = at.watch(() => sizes.push(at.expectedTargets().get('a')?.length));
    await at.change({ kind: 'scale', pool: 'a', nodes: 3 });
    await at.change({ kind: 'suspend', pool: 'nobody' });
    stop();
    await at.change({ kind: 'scale', pool: 'a', nodes: 4 });
    expect(sizes).toEqual([3]);
  });

  test('changes made at the same time go one by one', async () => {
    const at = await start({ pools: [{ name: 'a', nodes: 1 }] });
    await Promise.all([5, 2, 8, 3].map((nodes) => at.change({ kind: 'scale', pool: 'a', nodes })));
    expect(at.account().pools[0]?.nodes).toHaveLength(3);
    expect(at.zone().serial).toBe(5);
  });
});

describe('the control of the sandbox', () => {
  test('lists what there is', async () => {
    const at = await start({ pools: [{ name: 'a', nodes: 2 }], serveNodes: false });
    expect((await call(at, 'GET', '/'))[1]).toContain('/pools/NAME/scale?nodes=5');
    expect(JSON.parse((await call(at, 'GET', '/pools'))[1])).toMatchObject([{ name: 'a', size: 2 }]);
    expect(JSON.parse((await call(at, 'GET', '/pool-list'))[1])).toEqual(at.poolList());
  });

  test.each([
    ['POST', '/pools/q/scale?nodes=2', 404, 'there is no pool q'],
    ['POST', '/pools/a/scale', 400, 'scale needs the number of nodes: ?nodes=5'],
    ['POST', '/pools/a/scale?nodes=-1', 400, 'nodes is a whole number, got -1'],
    ['POST', '/pools/a/scale?nodes=99999', 400, 'a pool has 0 to 20000 nodes, a whole number; got 99999'],
    ['POST', '/pools/A/add', 409, 'there is a pool A already'],
    ['POST', '/pools/b/add?publishes=mx', 400, 'publishes is srv or a, got mx'],
    ['POST', '/pools/%E0/drop', 400, '%E0 is not percent-encoded UTF-8'],
    ['POST', '/pools/a/explode', 404, 'there is nothing at /pools/a/explode; see GET /'],
    ['GET', '/pools/a/drop', 405, '/pools/a/drop takes POST: curl -X POST …'],
    ['POST', '/pools', 405, '/pools takes GET, HEAD'],
    [
      'POST',
      '/faults?kind=flood',
      400,
      'kind is one of silent, servfail, refused, notimp, nxdomain, truncate: POST /faults?kind=silent',
    ],
    ['POST', '/faults?kind=silent&pool=q', 404, 'there is no pool q'],
    ['POST', '/faults?kind=silent&type=MX', 400, 'type is one of SRV, A'],
    ['POST', '/switches?function=maybe', 400, 'function is one of present, missing, not-permitted'],
    ['POST', '/switches?srv-port=x', 400, "srv-port is a port, or 0 for the nodes' own"],
    [
      'POST',
      '/switches?x=y',
      400,
      'x is no switch; there are function, idle, suspended, no-pools, underscore, without-nodes, srv, ' +
        'addresses, srv-target, srv-port',
    ],
    ['DELETE', '/switches', 405, '/switches takes GET, HEAD, POST'],
  ])('%s %s is refused with %d', async (method, path, status, message) => {
    const at = await start({ pools: [{ name: 'a' }], serveNodes: false });
    expect(await call(at, method, path)).toEqual([status, `${message}\n`]);
    expect(at.zone().serial).toBe(1);
  });
});

describe('the switches of the sandbox', () => {
  test('change SQL, DNS and nodes together while it runs', async () => {
    const at = await start({ pools: [{ name: 'my_pool', nodes: 2 }] });
    const port = await freePort();
    const path = `/switches?underscore=-&addresses=absent&srv-port=${port}&idle=hidden`;
    expect((await call(at, 'POST', path))[0]).toBe(200);
    expect(JSON.parse((await call(at, 'GET', '/switches'))[1])).toMatchObject({
      underscore: '-',
      addresses: 'absent',
      srvPort: port,
      idleListed: false,
    });
    const targets = at.expectedTargets().get('my_pool') ?? [];
    expect(targets).toEqual([`127.64.0.1:${port}`, `127.64.0.2:${port}`]);
    expect(await Promise.all(targets.map(stateOf))).toEqual(['metrics', 'metrics']);
    expect((await call(at, 'GET', '/zone'))[1]).toContain(`discover.monitor.my-pool.cp.spcs.internal.`);
    expect(at.poolList()[0]?.endpoint).toBe(endpoint('my-pool'));
    const answer = await fetch(`http://${at.sql.host}:${at.sql.port}/api/v2/statements`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${at.sql.sessionToken()}`,
        'Content-Type': 'application/json',
        'User-Agent': 'test/1',
      },
      body: JSON.stringify({ statement: 'CALL SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS()' }),
    });
    expect(await answer.json()).toMatchObject({ data: [[JSON.stringify([endpoint('my-pool')])]] });
    await at.setSwitches({ srvPort: 0 });
    expect(await Promise.all(targets.map(stateOf))).toEqual(['closed', 'closed']);
  });

  needs('kdig').test('answer each type in its own way', async () => {
    const at = await start({ pools: [{ name: 'a', nodes: 1 }], serveNodes: false });
    await at.setSwitches({ srv: 'refused' });
    const codeOf = async (type: 'SRV' | 'A'): Promise<number> =>
      (await kdig(dnsPort(at), endpoint('a'), type)).rcode;
    expect([await codeOf('SRV'), await codeOf('A')]).toEqual([5, 0]);
    await at.setSwitches({ srv: 'present', withoutNodes: 'servfail' });
    expect([await codeOf('SRV'), await codeOf('A')]).toEqual([0, 0]);
    await at.change({ kind: 'suspend', pool: 'a' });
    expect([await codeOf('SRV'), await codeOf('A')]).toEqual([2, 2]);
  });
});

describe('a start that fails', () => {
  test('on a taken port leaves nothing behind', async () => {
    const first = await start({ serveNodes: false });
    const second = startSandbox({ pools: [{ name: 'a' }], dnsPort: dnsPort(first), nodePort: 0 });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('on a pool that cannot be says why', async () => {
    await expect(startSandbox({ pools: [{ name: 'a' }, { name: 'A' }] })).rejects.toThrow('a pool A already');
  });
});
