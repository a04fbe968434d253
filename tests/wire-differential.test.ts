/**
 * Random valid answers: wire, kdig and node:dns read the same records in them.
 */
import { Resolver } from 'node:dns/promises';
import { createWireLookup } from '@spcs-sd/runtime';
import {
  addressRecord,
  answerTo,
  cnameRecord,
  flagBits,
  nameBytes,
  optRecord,
  srvRecord,
  startScriptedServer,
  type CraftedMessage,
  type Script,
} from '@spcs-sd/sandbox';
import { expect, onTestFinished } from 'vitest';
import { kdigAll } from './support/kdig.ts';
import { ask, targetsOf } from './support/looked-up.ts';
import { needs } from './support/needs.ts';
import { randomIntegers, type RandomInteger } from './support/random.ts';

const count = 300;
const nameOf = (index: number): string => `discover.monitor.p${index}.cp.spcs.internal`;

/** In some letters' other case, as servers may send names. */
function inAnyCase(name: string, random: RandomInteger): string {
  return random(0, 3) === 0 ? name.toUpperCase() : name;
}

function randomAnswer(index: number, random: RandomInteger): Partial<CraftedMessage> {
  const name = nameOf(index);
  const hosts = Array.from(
    { length: random(1, 60) },
    (_, i) => `${'n'.repeat(random(1, 63))}.h${i}.p${index}.internal`,
  );
  const isAlias = random(0, 3) === 0;
  const owner = isAlias ? { owner: nameBytes(inAnyCase(`alias${index}.internal`, random)) } : {};
  const services = hosts.map((host) =>
    srvRecord(inAnyCase(host, random), random(1, 65_535), { ...owner, ttlSeconds: random(0, 100_000) }),
  );
  return {
    answers: [...(isAlias ? [cnameRecord(name, `alias${index}.internal`)] : []), ...services],
    additionals: hosts.slice(random(0, 60)).map((host) => addressRecord(host, '127.64.0.1')),
  };
}

/** Truncates like a server: what does not fit goes over TCP. */
function scriptOf(answers: ReadonlyMap<string, Partial<CraftedMessage>>): Script {
  return (query) => {
    const parts = answers.get(query.name) ?? {};
    const opt = query.ednsBytes === undefined ? [] : [optRecord()];
    const whole = answerTo(query, { ...parts, additionals: [...(parts.additionals ?? []), ...opt] });
    const fits = query.transport === 'tcp' || whole.length <= (query.ednsBytes ?? 512);
    const cut = { flags: flagBits.response | flagBits.truncated, additionals: opt };
    return [{ kind: 'send', message: fits ? whole : answerTo(query, cut) }];
  };
}

const sorted = (targets: readonly string[]): readonly string[] =>
  targets.toSorted((a, b) => (a < b ? -1 : 1));

needs('kdig').test('300 random answers', async () => {
  const seed = Date.now() % 2 ** 31;
  const random = randomIntegers(seed);
  const names = Array.from({ length: count }, (_, i) => nameOf(i));
  const server = await startScriptedServer(
    scriptOf(new Map(names.map((name, i) => [name, randomAnswer(i, random)]))),
  );
  const lookup = createWireLookup({ servers: [server.address], timeoutMs: 10_000 });
  const resolver = new Resolver({ timeout: 10_000 });
  resolver.setServers([server.address]);
  onTestFinished(async () => {
    lookup.close();
    await server.close();
  });

  const questions = names.map((name) => ({ name, type: 'SRV' }));
  const byKdig = await kdigAll(server.port, questions, { transport: 'tcp' });
  for (const [i, name] of names.entries()) {
    const wire = targetsOf(await ask(lookup, name, { address: 'hostname' }));
    const node = (await resolver.resolveSrv(name)).map((one) => `${one.name.toLowerCase()}:${one.port}`);
    const kdig = (byKdig[i]?.answers ?? [])
      .filter(({ type }) => type === 'SRV')
      .map(({ data }) => data.split(' '))
      .map(([, , port = '', target = '']) => `${target.replace(/\.$/, '')}:${port}`);
    expect(wire, `seed ${seed}, ${name}`).toEqual(sorted(kdig));
    expect(wire, `seed ${seed}, ${name}`).toEqual(sorted(node));
  }
});
