/**
 * What the terminal says: what runs where, and what to try. Pure.
 */

export interface SandboxFacts {
  readonly pools: number;
  readonly nodes: number;
  readonly dnsAddress: string;
  /** `http://host:port` of the account's SQL API. */
  readonly sqlUrl: string;
  readonly controlUrl: string;
}

export interface DemoFacts extends SandboxFacts {
  /** `http://host:port`, without a slash at its end. */
  readonly httpUrl: string;
  readonly outputPath: string;
  /** Undefined when Prometheus was not found. */
  readonly prometheusUrl: string | undefined;
  /** Where configurations and logs are until the end. */
  readonly folder: string;
  /** The pool that the examples scale, in lower case, and a size that it does not have. */
  readonly example: { readonly pool: string; readonly nodes: number };
}

function block(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('');
}

function head({ pools, nodes }: SandboxFacts): string {
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  return `A simulated account with ${count(pools, 'pool')} and ${count(nodes, 'node')}. Everything is on loopback.\n\n`;
}

function sandboxLines({
  dnsAddress,
  sqlUrl,
  controlUrl,
}: SandboxFacts): readonly (readonly [string, string])[] {
  return [
    ['Snowflake SQL API', sqlUrl],
    ['DNS server', `${dnsAddress} (UDP and TCP)`],
    ['control of the account', `${controlUrl}/`],
  ];
}

const end = '\nCtrl-C ends everything.\n';

export function sandboxBanner(facts: SandboxFacts): string {
  const { controlUrl } = facts;
  const attempts = block([
    [`curl -s ${controlUrl}/`, '# what the control can do'],
    [`curl -s ${controlUrl}/pool-list`, '# the pools, as pools.file takes them'],
    [`curl -s ${controlUrl}/zone`, '# the DNS zone'],
  ]);
  return `${head(facts)}${block(sandboxLines(facts))}\nTry:\n${attempts}${end}`;
}

/** Each line after `Try:` works when it is pasted. */
export function demoBanner(facts: DemoFacts): string {
  const { httpUrl, controlUrl, prometheusUrl, outputPath, example } = facts;
  const missing = 'not started: no prometheus on the PATH (Debian: apt-get install prometheus)';
  const places = block([
    ['HTTP-SD endpoint', `${httpUrl}/targets`],
    ['page for people', `${httpUrl}/status`],
    ['file_sd file', outputPath],
    ['Prometheus', prometheusUrl === undefined ? missing : `${prometheusUrl}/targets`],
    ...sandboxLines(facts),
    ['configurations and logs', facts.folder],
  ]);
  const pool = `${controlUrl}/pools/${example.pool}`;
  const attempts = block([
    [`curl -s '${httpUrl}/targets?pool=${example.pool}'`, '# the targets of one pool'],
    [`curl -s -X POST '${pool}/scale?nodes=${example.nodes}'`, '# scale it: new targets come within seconds'],
    [`curl -s -X POST '${controlUrl}/faults?kind=servfail'`, '# break the DNS: no target is lost'],
    [`curl -s -X DELETE '${controlUrl}/faults'`, '# mend it'],
    [`curl -s -X POST '${pool}/suspend'`, '# suspend it: its targets go, once confirmed'],
    [`cat ${outputPath}`, '# the same targets in the file'],
  ]);
  return `${head(facts)}${places}\nTry:\n${attempts}${end}`;
}
