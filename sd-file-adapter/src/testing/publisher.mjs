/**
 * A process that publishes ever new lists as fast as it can, until it is killed.
 * Use: node publisher.mjs PATH FIRST_ROUND
 */
import { encodeGroup } from '@spcs-sd/core';
import { createFileSd } from '@spcs-sd/file-adapter';

const file = createFileSd({ path: process.argv[2] });

/** Every target of a list has the same port, so that a reader can see a mixture. */
function snapshotOf(round) {
  const groups = Array.from({ length: 50 + (round % 50) }, (_, pool) => {
    const targets = Array.from({ length: 40 }, (_, n) => `127.0.${pool}.${n}:${1 + (round % 60_000)}`);
    const group = { targets, labels: { __meta_spcs_compute_pool_name: `pool_${pool}` } };
    return { ...group, pool: `pool_${pool}`, json: encodeGroup(group) };
  });
  return { kind: 'ready', groups, confirmedAtMs: round };
}

const first = Number(process.argv[3]);
for (let round = first; ; round += 1) {
  const published = await file.publish(snapshotOf(round));
  if (published.kind === 'failed') throw new Error(published.failure.message);
  if (round === first) process.stdout.write('publishing\n');
}
