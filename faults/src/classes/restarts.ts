/**
 * The programs start while something is wrong, with their state files or without: the first moment is
 * the worst one to believe a wrong answer.
 *
 * Prometheus has the list from before. Without its state `http` has nothing to give and must not give
 * nothing; `file` goes on from the file that it published.
 */
import { rm } from 'node:fs/promises';
import type { Fault, Sign } from '../fault.ts';
import type { World } from '../world/world.ts';
import { dnsFaults } from './dns-failures.ts';
import { dnsLies } from './dns-lies.ts';
import { dnsServerFaults } from './dns-servers.ts';
import { firstIsEmpty, listFails, listIsLate, poolsFail } from './signs.ts';
import { snowflakeFaults } from './snowflake.ts';
import { tokenFaults } from './token.ts';

const restarted: ReadonlySet<string> = new Set([
  'snowflake-down',
  'snowflake-silent',
  'snowflake-slow',
  'snowflake-401',
  'snowflake-429',
  'snowflake-500',
  'snowflake-garbage',
  'snowflake-huge',
  'snowflake-empty-list',
  'snowflake-half-list',
  'snowflake-wrong-role',
  'token-missing',
  'token-empty',
  'dns-down',
  'dns-silent',
  'dns-servfail',
  'dns-refused',
  'dns-malformed',
  'dns-truncated',
  'dns-oversize',
  'dns-half-silent',
  'dns-flapping',
  'dns-nxdomain',
  'dns-collapse-once',
  'dns-one-address-two-pools',
  'dns-metadata-address',
  'dns-forged',
  'first-server-down',
  'first-server-nxdomain',
]);

/** All that there is to know can be found out all the same, so there is a first list, if late. */
const findsOut: ReadonlySet<string> = new Set([
  'snowflake-slow',
  'dns-flapping',
  'dns-one-address-two-pools',
  'dns-metadata-address',
  'dns-forged',
  'first-server-down',
  'first-server-nxdomain',
]);

/** What `http` cannot know without its state: the first it hears is well-formed, and too little. */
const believed: ReadonlyMap<string, string> = new Map([
  ['snowflake-half-list', 'nothing remembers the rest: for http a short list is a list'],
  ['dns-collapse-once', 'nothing remembers the rest: for http one node is a pool'],
]);

const during: readonly Fault[] = [
  ...snowflakeFaults,
  ...tokenFaults,
  ...dnsFaults,
  ...dnsLies,
  ...dnsServerFaults,
].filter(({ name }) => restarted.has(name));

/** Nobody runs when the fault begins, so nobody knew better. */
export async function restartIn(
  world: World,
  begin: () => Promise<void> | void,
  { keepsState }: { readonly keepsState: boolean },
): Promise<void> {
  await Promise.all(world.programs.map((program) => program.end()));
  if (!keepsState)
    await Promise.all(world.programs.map(({ name }) => rm(world.statePath(name), { force: true })));
  await begin();
  await Promise.all(world.programs.map((program) => program.start()));
}

export const restartsWithState: readonly Fault[] = during.map((fault) => ({
  ...fault,
  name: `restart-${fault.name}`,
  what: `restart with the state file while ${fault.what}`,
  begin: (world) => restartIn(world, () => fault.begin(world), { keepsState: true }),
  // A fresh process knows no older credential.
  signs: fault.signs.slice(0, 1),
}));

export const restartsWithoutState: readonly Fault[] = during.map((fault) => ({
  ...fault,
  name: `first-start-${fault.name}`,
  what: `restart without a state file while ${fault.what}`,
  begin: (world) => restartIn(world, () => fault.begin(world), { keepsState: false }),
  ...withoutState(fault),
}));

/** What `http` shows that has no list from before. */
function atFirst(sign: Sign | undefined): Sign {
  switch (sign) {
    case listFails:
    case listIsLate:
      return sign;
    case poolsFail:
      return { ...poolsFail, metric: 'spcs_sd_unknown_pools' };
    default:
      return firstIsEmpty;
  }
}

function withoutState({
  name,
  signs,
  rounds,
}: Fault): Pick<Fault, 'signs' | 'unready' | 'rounds' | 'excuse'> {
  const [sign] = signs;
  if (findsOut.has(name)) return { signs: signs.slice(0, 1) };
  const ofFile = sign === undefined ? [] : [{ ...sign, of: 'file' }];
  // Names are asked when there is a list, so there may be no lookups to count.
  const counted = rounds === undefined ? { spcs_sd_list_refreshes_total: 3 } : {};
  const excuse = believed.get(name);
  if (excuse !== undefined) return { signs: ofFile, rounds: counted, excuse };
  return { signs: [...ofFile, { ...atFirst(sign), of: 'http' }], unready: ['http'], rounds: counted };
}
