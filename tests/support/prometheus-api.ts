/**
 * The part of Prometheus' HTTP API that tests read; vmagent answers `/api/v1/targets` alike.
 */

export interface ActiveTarget {
  /** The value of `__address__` after relabelling, as it is scraped. */
  readonly scrapeUrl: string;
  readonly health: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Before relabelling: holds `__address__` and the meta labels. */
  readonly discoveredLabels: Readonly<Record<string, string>>;
}

interface TargetsAnswer {
  readonly data: { readonly activeTargets: readonly ActiveTarget[] };
}

/** All active targets, or those of one job. Rejects when the API does not answer. */
export async function activeTargets(url: string, job?: string): Promise<readonly ActiveTarget[]> {
  // vmagent ignores `scrapePool`, so the job's name is looked at as well.
  const pool = job === undefined ? '' : `&scrapePool=${encodeURIComponent(job)}`;
  const response = await fetch(`${url}/api/v1/targets?state=active${pool}`);
  const answer: TargetsAnswer = JSON.parse(await response.text());
  const { activeTargets: targets } = answer.data;
  return job === undefined ? targets : targets.filter(({ labels }) => labels['job'] === job);
}

/** The discovered `host:port` of a job's active targets, in code-unit order. */
export async function activeAddresses(url: string, job: string): Promise<readonly string[]> {
  const targets = await activeTargets(url, job);
  return targets.map(({ discoveredLabels }) => discoveredLabels['__address__'] ?? '').toSorted();
}

export async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.ok;
}

/** One series of a query's result: its labels without the name, and its value. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

interface QueryAnswer {
  readonly status: string;
  readonly error?: string;
  readonly data?: {
    readonly result: readonly {
      readonly metric: Sample['metric'];
      readonly value: readonly [number, string];
    }[];
  };
}

/** What an instant query gives now. Rejects with Prometheus' words for one that it cannot read. */
export async function instantQuery(url: string, expr: string): Promise<readonly Sample[]> {
  const response = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: expr }),
  });
  const { status, error, data }: QueryAnswer = JSON.parse(await response.text());
  if (status !== 'success' || data === undefined) throw new Error(`${error ?? 'no answer'}: ${expr}`);
  return data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}

/** The names of all metrics that it has. */
export async function metricNames(url: string): Promise<ReadonlySet<string>> {
  const response = await fetch(`${url}/api/v1/label/__name__/values`);
  const { data }: { readonly data: readonly string[] } = JSON.parse(await response.text());
  return new Set(data);
}
