/**
 * What the web configuration's schema cannot say: keys that exclude or need each other.
 *
 * Runs on data of any form, and is silent about the parts that it cannot read. Stricter than the
 * exporter-toolkit where that would let in more clients than the file seems to say.
 */
import { foundText, shortText, type Finding } from '../config/finding.ts';
import { valueAt } from '../config/value-at.ts';

export function webFindings(data: unknown): readonly Finding[] {
  const tls = valueAt(data, ['tls_server_config']);
  return [
    ...(isMapping(tls)
      ? [...materialFindings(tls), ...clientFindings(tls), ...sanFindings(tls), ...versionFindings(tls)]
      : []),
    ...userFindings(valueAt(data, ['basic_auth_users'])),
  ];
}

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isSet = (mapping: Mapping, key: string): boolean =>
  Object.hasOwn(mapping, key) && mapping[key] !== undefined;

function finding(key: string, part: 'key' | 'value', expected: string, found: string): Finding {
  return { path: ['tls_server_config', key], part, expected, found };
}

/** One of the two ways to give a certificate, its key, and the authorities. */
function materialFindings(tls: Mapping): readonly Finding[] {
  return ['cert', 'key', 'client_ca'].flatMap((key) => {
    const file = `${key}_file`;
    if (isSet(tls, key) && isSet(tls, file)) return finding(key, 'key', `either ${key} or ${file}`, 'both');
    if (key === 'client_ca' || isSet(tls, key) || isSet(tls, file)) return [];
    return finding(file, 'value', `${file}, or ${key} with the text itself`, 'nothing');
  });
}

/** As given; the schema has its own words for what is none of them. */
function authOf(tls: Mapping): unknown {
  return isSet(tls, 'client_auth_type') ? tls['client_auth_type'] : 'NoClientCert';
}

function clientFindings(tls: Mapping): readonly Finding[] {
  const auth = authOf(tls);
  const hasAuthorities = isSet(tls, 'client_ca') || isSet(tls, 'client_ca_file');
  if (auth === 'NoClientCert' && hasAuthorities) {
    const expected = 'a client_auth_type that asks for certificates, such as RequireAndVerifyClientCert';
    return [finding('client_auth_type', 'value', expected, foundText(tls['client_auth_type']))];
  }
  const verifies = auth === 'RequireAndVerifyClientCert' || auth === 'VerifyClientCertIfGiven';
  if (!verifies || hasAuthorities) return [];
  const hint = "without it a certificate of any public authority would do, and those are anybody's";
  return [{ ...finding('client_ca_file', 'value', `client_ca_file with ${auth}`, 'nothing'), hint }];
}

/** Where a certificate is not required, there may be none to have a name. */
function sanFindings(tls: Mapping): readonly Finding[] {
  const demanding = ['RequireAnyClientCert', 'RequireClientCert', 'RequireAndVerifyClientCert'];
  const auth = authOf(tls);
  if (!isSet(tls, 'client_allowed_sans') || demanding.some((type) => type === auth)) return [];
  const expected = 'client_allowed_sans only with RequireAnyClientCert or RequireAndVerifyClientCert';
  return [finding('client_allowed_sans', 'key', expected, `it with ${foundText(auth)}`)];
}

function versionFindings(tls: Mapping): readonly Finding[] {
  if (tls['min_version'] !== 'TLS13' || tls['max_version'] !== 'TLS12') return [];
  return [finding('max_version', 'value', 'at least min_version (TLS13)', '"TLS12"')];
}

/** RFC 7617: a user ends at the first colon. */
function userFindings(users: unknown): readonly Finding[] {
  if (!isMapping(users)) return [];
  return Object.keys(users)
    .filter((user) => user.includes(':'))
    .map((user) => ({
      path: ['basic_auth_users', user],
      part: 'key' as const,
      expected: 'a user without ":", which ends the user in a request',
      found: shortText(user),
    }));
}
