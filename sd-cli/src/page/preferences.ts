/**
 * What a client prefers, as its Accept headers weigh it. Pure.
 *
 * Source: RFC 9110 sections 12.4.2, 12.5.1 and 12.5.3.
 */

const qvalue = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/**
 * Whether a person's browser asks: HTML before JSON. A scraper names JSON or takes everything, and
 * gets JSON, also without the header.
 */
export function prefersHtml(accept: string | undefined): boolean {
  const weights = parseWeights(accept ?? '');
  return weightOf(weights, 'text/html') > weightOf(weights, 'application/json');
}

/** Whether gzip is asked for; without a header it is not. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const weights = parseWeights(acceptEncoding ?? '');
  const gzip = weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0;
  return gzip > 0 && gzip >= (weights.get('identity') ?? 0);
}

/** The most exact range counts: `text/html`, then `text/*`, then everything. */
function weightOf(weights: ReadonlyMap<string, number>, type: string): number {
  const [group = ''] = type.split('/', 1);
  return weights.get(type) ?? weights.get(`${group}/*`) ?? weights.get('*/*') ?? 0;
}

/** In lower case. Of a range that is named several times the first counts; one that cannot be read is skipped. */
function parseWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const member of header.split(',')) {
    const [name = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.map((parameter) => /^q\s*=\s*(.*)$/.exec(parameter)?.[1]).find(Boolean) ?? '1';
    if (name !== '' && qvalue.test(weight) && !weights.has(name)) weights.set(name, Number(weight));
  }
  return weights;
}
