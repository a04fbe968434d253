/**
 * `spcs-sd lookup NAME`: explains one name, or one pool of the list, on stderr; its targets on stdout.
 *
 * A name with a dot is a DNS name, and needs no configuration; one without is a pool's.
 */
import { defaultPolicy, dnsNameProblem, type PoolOutcome } from '@spcs-sd/core';
import { lookupOf, serverTexts } from '../compose.ts';
import { dnsSettings, type DnsSettings } from '../config/settings.ts';
import { nameReport } from '../explain/name-report.ts';
import { namesText } from '../explain/words.ts';
import { showProgress } from '../progress.ts';
import { failure, ok, type Result } from '../result.ts';
import { readSettings, requireSettings } from '../settings-file.ts';
import { report, type Terminal } from '../terminal.ts';
import { findPool } from './listed-pool.ts';

export interface LookupOptions {
  readonly configFile?: string;
}

export async function runLookup(
  name: string,
  options: LookupOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const absolute = name.replace(/\.$/, '');
  const reading = showProgress(terminal, () => 'reading the pool list');
  const tell = (line: string): void => reading.tell(`${line}\n`);
  const asked = absolute.includes('.')
    ? await nameAlone(absolute, options, terminal)
    : await nameOfPool(absolute, options, terminal, tell, signal);
  reading.end();
  if (asked.kind === 'failed') return report(terminal, asked);
  const { dns, limits } = asked.value;
  const asking = showProgress(terminal, () => `asking ${namesText(serverTexts(dns).slice(0, 3))}`);
  const answers = await ask(asked.value.name, dns, signal);
  asking.end();
  const { recordType } = dns;
  const facts = { name: asked.value.name, servers: serverTexts(dns), recordType, limits, ...answers };
  const { lines, targets } = nameReport(facts);
  for (const line of lines) tell(line);
  for (const target of targets) terminal.out(`${target}\n`);
  return answers.decided.kind === 'unknown' ? 1 : 0;
}

/** What to ask, and how. */
interface Asked {
  readonly name: string;
  readonly dns: DnsSettings;
  readonly limits: typeof defaultPolicy.limits;
}

async function nameAlone(
  name: string,
  { configFile }: LookupOptions,
  { env }: Terminal,
): Promise<Result<Asked>> {
  const problem = dnsNameProblem(name);
  if (problem !== undefined) return failure(2, `${JSON.stringify(name)} ${problem}`);
  if (configFile === undefined) return ok({ name, dns: dnsSettings(), limits: defaultPolicy.limits });
  const read = await readSettings(configFile, env);
  if (read.kind === 'failed') return read;
  return ok({ name, dns: read.value.dns, limits: read.value.policy.limits });
}

async function nameOfPool(
  name: string,
  { configFile }: LookupOptions,
  { env }: Terminal,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<Result<Asked>> {
  const read = await requireSettings(configFile, env);
  if (read.kind === 'failed') {
    const needs = `${JSON.stringify(name)} has no dot, so it is a pool's name, whose list is needed`;
    return failure(read.exitCode, needs, ...read.lines);
  }
  const found = await findPool(name, read.value, tell, signal);
  if (found.kind === 'failed') return found;
  const { endpoint } = found.value;
  const problem = dnsNameProblem(endpoint);
  if (problem !== undefined) return failure(1, `the pool's endpoint ${JSON.stringify(endpoint)} ${problem}`);
  return ok({ name: endpoint, dns: read.value.dns, limits: read.value.policy.limits });
}

interface Answers {
  readonly srv: PoolOutcome;
  readonly addresses: PoolOutcome;
  readonly decided: PoolOutcome;
}

/** Each type alone for the explanation, and then as discovery asks. */
async function ask(name: string, dns: DnsSettings, signal: AbortSignal): Promise<Answers> {
  const lookup = lookupOf(dns);
  const { port, address } = dns;
  const question = (recordType: 'auto' | 'SRV' | 'A'): Promise<PoolOutcome> =>
    lookup.lookup({ name, recordType, gaveSrv: false, port, address, transport: 'any' }, signal);
  try {
    const [srv, addresses] = await Promise.all([question('SRV'), question('A')]);
    return { srv, addresses, decided: await question(dns.recordType) };
  } finally {
    lookup.close();
  }
}
