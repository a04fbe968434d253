/**
 * `spcs-sd lookup NAME`: explains one name. Works without a configuration, on the system's servers.
 */
import { getServers } from 'node:dns';
import { defaultPolicy, dnsNameProblem, type PoolOutcome } from '@spcs-sd/core';
import { lookupOf } from '../compose.ts';
import { formatServerAddress } from '../config/server-address.ts';
import { dnsSettings, type DnsSettings } from '../config/settings.ts';
import { nameReport } from '../explain/name-report.ts';
import { failure, ok, type Result } from '../result.ts';
import { readSettings } from '../settings-file.ts';
import { report, type Terminal } from '../terminal.ts';

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
  const problem = dnsNameProblem(absolute);
  if (problem !== undefined) return report(terminal, failure(2, `${JSON.stringify(name)} ${problem}`));
  const settings = await settingsFor(options, terminal);
  if (settings.kind === 'failed') return report(terminal, settings);
  const { dns, limits } = settings.value;
  const answers = await ask(absolute, dns, signal);
  const servers = dns.servers?.map(formatServerAddress) ?? getServers();
  for (const line of nameReport({ name: absolute, servers, ...answers, limits })) terminal.out(`${line}\n`);
  return answers.decided.kind === 'unknown' ? 1 : 0;
}

interface LookupSettings {
  readonly dns: DnsSettings;
  readonly limits: typeof defaultPolicy.limits;
}

async function settingsFor(
  { configFile }: LookupOptions,
  { env }: Terminal,
): Promise<Result<LookupSettings>> {
  if (configFile === undefined) return ok({ dns: dnsSettings(), limits: defaultPolicy.limits });
  const read = await readSettings(configFile, env);
  if (read.kind === 'failed') return read;
  return ok({ dns: read.value.dns, limits: read.value.policy.limits });
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
