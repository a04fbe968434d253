/**
 * Which content coding a client gets: gzip or none, as its Accept-Encoding asks.
 *
 * Prometheus sends no Accept-Encoding and fails on a body that was compressed unasked.
 * Source: RFC 9110 section 12.5.3.
 */

/** `none`: the client refuses both gzip and the plain body. */
export type Coding = 'identity' | 'gzip' | 'none';

const qvalue = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** Without a header, or with an empty one, the body stays plain. A member that cannot be read is skipped. */
export function chooseCoding(acceptEncoding: string | undefined): Coding {
  const weights = parseWeights(acceptEncoding ?? '');
  const gzip = weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0;
  // Unnamed, the plain body stays acceptable, but behind anything that was named.
  const identity = weights.get('identity') ?? (weights.get('*') === 0 ? 0 : undefined);
  if (gzip > 0 && gzip >= (identity ?? 0)) return 'gzip';
  return identity === 0 ? 'none' : 'identity';
}

function parseWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const member of header.split(',')) {
    const [name = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
    const weight = weightOf(parameters);
    if (name !== '' && weight !== undefined) weights.set(name, weight);
  }
  return weights;
}

function weightOf(parameters: readonly string[]): number | undefined {
  const [parameter] = parameters;
  if (parameter === undefined) return 1;
  const value = /^q\s*=\s*(.*)$/.exec(parameter)?.[1];
  return value !== undefined && parameters.length === 1 && qvalue.test(value) ? Number(value) : undefined;
}
