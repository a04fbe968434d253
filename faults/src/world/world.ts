/**
 * Everything that a fault can meet: the account, its DNS, the programs, Prometheus, and who watches them.
 *
 * Owns all of it. Faults that are alike share a world, one after the other.
 */
import { writeFile } from 'node:fs/promises';
import type { Change, Sandbox } from '@spcs-sd/sandbox';
import { tempFolder, type TempFolder } from '../../../tests/support/temp.ts';
import { fileReader, httpReader, prometheusReaders } from '../watch/readers.ts';
import { startWatcher, type Reader, type Watcher } from '../watch/watcher.ts';
import { fakeClock, machineClock, type FakeClock } from './clock.ts';
import { writeConfig } from './config.ts';
import type { DnsProxy } from './dns-proxy.ts';
import { startGate, type Gate } from './gate.ts';
import { createOutputFolder, type OutputFolder } from './output-folder.ts';
import { createOwner, type Owner } from './owned.ts';
import type { Program } from './program.ts';
import { startPrograms } from './programs.ts';
import { startPrometheusPeer, type PrometheusPeer } from './scrape.ts';
import { startUpstream, type Upstream } from './upstream.ts';

export interface WorldOptions {
  /** Their names: `file` keeps a file, any other serves HTTP; several of those are replicas. */
  readonly programs: readonly string[];
  readonly prometheus: boolean;
  /** DNS servers that the programs ask; 1 without it. */
  readonly servers?: number;
  /** The account changes. */
  readonly changes?: true;
  /** The programs' wall clock can be set. */
  readonly clock?: true;
  /** The output's folder is a small file system of its own. */
  readonly smallDisk?: true;
}

export interface World {
  readonly folder: TempFolder;
  readonly sandbox: Sandbox;
  readonly servers: readonly DnsProxy[];
  /** Before the account's SQL. */
  readonly sql: Gate;
  readonly tokenPath: string;
  readonly configPath: string;
  readonly programs: readonly Program[];
  /** Throws when the world has none of that name. */
  program(name: string): Program;
  /** The file that the program keeps its state in. */
  statePath(name: string): string;
  readonly output: OutputFolder;
  readonly clock: FakeClock;
  readonly prometheus: PrometheusPeer | undefined;
  readonly watcher: Watcher;
  /** What there is to find now. */
  truth(): ReadonlySet<string>;
  poolCount(): number;
  /** Account, DNS and truth follow. Throws when it is refused, or the options say that nothing changes. */
  change(change: Change): Promise<void>;
  stop(): Promise<void>;
}

export async function startWorld(options: WorldOptions): Promise<World> {
  const owner = createOwner();
  try {
    return await build(options, owner);
  } catch (error) {
    await owner.endAll();
    throw error;
  }
}

async function build(options: WorldOptions, owner: Owner): Promise<World> {
  const { servers = 1, changes = false, programs: names, smallDisk, clock: hasClock } = options;
  const { own } = owner;
  const folder = await own(tempFolder('faults'), (one) => one.remove());
  const output = await own(createOutputFolder(folder.file('out'), smallDisk === true), (one) => one.remove());
  const clock = hasClock === true ? await fakeClock(folder.file('clock')) : machineClock;
  const upstream = await startUpstream({ servers, changes }, owner);
  const tokenPath = folder.file('token');
  const configPath = folder.file('spcs-sd.yml');
  await writeFile(tokenPath, upstream.sandbox.sql.sessionToken());
  await configure(configPath, tokenPath, upstream);
  const statePath = (name: string): string => output.file(`${name}.state`);
  const programs = await startPrograms({ names, configPath, output, statePath, env: clock.env }, owner);
  const { prometheus, readers } = await startReaders(options, { programs, output }, owner);
  const watcher = await own(startWatcher(readers), (one) => one.stop());
  return {
    ...upstream,
    folder,
    tokenPath,
    configPath,
    programs,
    program: (name) => programNamed(programs, name),
    statePath,
    output,
    clock,
    prometheus,
    watcher,
    poolCount: () => upstream.sandbox.account().pools.length,
    change: (change) => upstream.change(change, () => watcher.widen(upstream.truth())),
    stop: () => owner.endAll(),
  };
}

async function configure(path: string, tokenPath: string, upstream: Upstream): Promise<void> {
  const { servers, sandbox, sql } = upstream;
  await writeConfig(path, {
    dnsServers: servers.map(({ address }) => address),
    nodePort: sandbox.nodePort,
    sqlPort: sql.port,
    account: sandbox.sql.accountName,
    tokenPath,
  });
}

function programNamed(programs: readonly Program[], name: string): Program {
  const found = programs.find((one) => one.name === name);
  if (found === undefined) throw new Error(`this world has no program ${name}`);
  return found;
}

interface Watched {
  readonly prometheus: PrometheusPeer | undefined;
  readonly readers: readonly Reader[];
}

async function startReaders(
  options: WorldOptions,
  { programs, output }: Pick<World, 'programs' | 'output'>,
  { own }: Owner,
): Promise<Watched> {
  const served = programs.filter(({ name }) => name !== 'file');
  const url = await addressOf(served, { own });
  const file = programs.some(({ name }) => name === 'file') ? output.target : undefined;
  const readers = [
    ...(url === undefined ? [] : [httpReader(url)]),
    ...(file === undefined ? [] : [fileReader(file, 10)]),
  ];
  if (!options.prometheus) return { prometheus: undefined, readers };
  const sources = {
    ...(url !== undefined && { http: `${url}/targets` }),
    ...(file !== undefined && { file }),
  };
  const prometheus = await own(startPrometheusPeer(sources), (one) => one.stop());
  return { prometheus, readers: [...readers, ...prometheusReaders(prometheus, Object.keys(sources))] };
}

/** Replicas are asked through one address, in turn. */
async function addressOf(
  served: readonly Program[],
  { own }: Pick<Owner, 'own'>,
): Promise<string | undefined> {
  if (served.length < 2) return served[0]?.url;
  const ports = served.map(({ url }) => Number(new URL(url).port));
  const gate: Gate = await own(startGate(ports), (one) => one.stop());
  return `http://127.0.0.1:${gate.port}`;
}
