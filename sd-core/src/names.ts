/**
 * Pool names and the DNS names of their metrics, over all four generations.
 *
 *   metrics.<pool>.snowflakecomputing.internal            2023
 *   monitor.<pool>.snowflakecomputing.internal            2024
 *   discover.monitor.<pool>.snowflakecomputing.internal   2024
 *   discover.monitor.<pool>.cp.spcs.internal              now
 *
 * The pool's place is the label after `monitor` or `metrics`, wherever the suffix ends: a fixed
 * index broke in mdservice when the suffix grew.
 */

/** Where names must be built: today's generation. */
export const defaultEndpointTemplate = 'discover.monitor.{pool}.cp.spcs.internal';

/** The DNS name of a pool's metrics. `template` holds `{pool}` once. */
export function endpointOf(pool: string, template: string = defaultEndpointTemplate): string {
  return template.replace('{pool}', () => pool.toLowerCase());
}

/** The pool of a metrics name in lower case, or undefined when no label follows `monitor` or `metrics`. */
export function poolOf(endpoint: string): string | undefined {
  const labels = withoutLastDot(endpoint).toLowerCase().split('.');
  const marker = labels.findIndex((label) => label === 'monitor' || label === 'metrics');
  const hasSuffix = labels.length > marker + 2;
  return marker >= 0 && hasSuffix && labels[marker + 1] !== '' ? labels[marker + 1] : undefined;
}

/** An absolute name may end in a dot; ours are kept without. */
export function withoutLastDot(name: string): string {
  return name[name.length - 1] === '.' ? name.slice(0, -1) : name;
}

/** The same text where it is in lower case, as nearly all are: one made anew would be garbage at once. */
export function inLowerCase(text: string): string {
  return mayHaveUpperCase.test(text) ? text.toLowerCase() : text;
}

/** A capital letter, or anything beyond ASCII. */
const mayHaveUpperCase = /[^\0-@[-\x7f]/;

/**
 * Why a name cannot be asked in the DNS, or undefined when it can.
 *
 * Letters, digits, hyphens and underscores (pools of old generations have them), labels of 1 to
 * 63 octets, 253 in all. Source: RFC 1035 section 2.3.4, RFC 1123 section 2.1.
 */
export function dnsNameProblem(name: string): string | undefined {
  if (name.length === 0) return 'is empty';
  if (name.length > 253) return `has ${name.length} octets, 253 is the most`;
  for (const label of name.split('.')) {
    const problem = labelProblem(label);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function labelProblem(label: string): string | undefined {
  if (label.length === 0) return 'has an empty label';
  if (label.length > 63) return `has a label of ${label.length} octets, 63 is the most`;
  const odd = /[^a-zA-Z0-9_-]/u.exec(label);
  if (odd !== null) return `has ${JSON.stringify(odd[0])}, which DNS names of hosts cannot hold`;
  if (label.startsWith('-') || label.endsWith('-')) return 'has a label that starts or ends with a hyphen';
  return undefined;
}
