/**
 * Targets in kdig's words: the SRV, A and AAAA answers of a server, joined as a person would join them.
 *
 * Knows nothing of the product: this is the oracle that its targets are compared with.
 */
import { kdigAll, type KdigAnswer, type KdigOptions, type KdigQuestion } from './kdig.ts';

const overTcp: KdigOptions = { transport: 'tcp' };

const hostPort = (address: string, port: string): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

function addressesOf(answer: KdigAnswer | undefined): readonly string[] {
  return (answer?.answers ?? [])
    .filter(({ type }) => type === 'A' || type === 'AAAA')
    .map(({ data }) => data);
}

function srvOf(answer: KdigAnswer | undefined): readonly { readonly host: string; readonly port: string }[] {
  return (answer?.answers ?? [])
    .filter(({ type }) => type === 'SRV')
    .map(({ data }) => data.split(' '))
    .map(([, , port = '', host = '']) => ({ host: host.replace(/\.$/, ''), port }))
    .filter(({ host }) => host !== '');
}

async function askAddresses(
  port: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const questions = names.flatMap((name): readonly KdigQuestion[] => [
    { name, type: 'A' },
    { name, type: 'AAAA' },
  ]);
  const answers = await kdigAll(port, questions, overTcp);
  return new Map(
    names.map((name, i) => [name, [...addressesOf(answers[2 * i]), ...addressesOf(answers[2 * i + 1])]]),
  );
}

/**
 * The targets of each endpoint by SRV, or where there is no SRV record by A and AAAA with port 9001.
 *
 * In code-unit order, each once. Three runs of kdig over TCP, whatever the number of endpoints.
 */
export async function kdigTargets(
  port: number,
  endpoints: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const questions = endpoints.map((name) => ({ name, type: 'SRV' }));
  const srvAnswers = await kdigAll(port, questions, overTcp);
  const hosts = [...new Set(srvAnswers.flatMap(srvOf).map(({ host }) => host))];
  const hostAddresses = await askAddresses(port, hosts);
  const ownAddresses = await askAddresses(port, endpoints);
  return new Map(
    endpoints.map((endpoint, i) => {
      const answer = srvAnswers[i];
      const hasSrv = answer?.answers.some(({ type }) => type === 'SRV') ?? false;
      const targets = hasSrv
        ? srvOf(answer).flatMap(({ host, port: srvPort }) =>
            (hostAddresses.get(host) ?? []).map((address) => hostPort(address, srvPort)),
          )
        : (ownAddresses.get(endpoint) ?? []).map((address) => hostPort(address, '9001'));
      return [endpoint, [...new Set(targets)].toSorted()] as const;
    }),
  );
}
