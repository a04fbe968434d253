/**
 * One discovery for one file: writes what would be published then, and says what is not as it should be.
 */
import type { FileSd } from '@spcs-sd/file-adapter';
import type { Discovery } from '@spcs-sd/runtime';
import { waitFor } from '../deadline.ts';
import { unansweredPools } from '../explain/discovery-report.ts';
import type { Round } from '../round.ts';

export interface WriteOnceParts {
  readonly discovery: Pick<Discovery, 'current' | 'status'>;
  readonly fileSd: Pick<FileSd, 'publish'>;
  readonly round: Round;
  readonly signal: AbortSignal;
}

/** How long to wait for answers, in milliseconds. */
const boundMs = 60_000;

/** What went wrong, as a sentence for people; undefined when the file is what the DNS says now. */
export async function writeOnce({
  discovery,
  fileSd,
  round,
  signal,
}: WriteOnceParts): Promise<string | undefined> {
  const waited = await waitFor(round.done, boundMs, signal);
  if (waited === 'aborted') return 'nothing written: it was told to end';
  if (waited === 'too-late') return `nothing written: no answers within ${boundMs / 1000} s`;
  const published = await fileSd.publish(discovery.current());
  switch (published.kind) {
    case 'failed':
      return published.failure.message;
    case 'held':
      return 'nothing written: there is no confirmed list of targets yet';
    case 'closed':
    case 'superseded':
      return 'nothing written: it was told to end';
    case 'written':
    case 'unchanged':
      return whatIsOld(discovery, round);
  }
}

/** What is in the file, or is missing there, because it could not be asked. */
function whatIsOld(discovery: WriteOnceParts['discovery'], round: Round): string | undefined {
  const list = round.list();
  if (list?.kind === 'unknown') return `the file has the last good targets: the pool list: ${list.why}`;
  const status = discovery.status();
  const unanswered = unansweredPools({ lookups: round.lookups, status });
  if (unanswered.length === 0) return undefined;
  const of = `${unanswered.length} of ${status.pools.length} pools`;
  return `the file has the last good targets, if any, of ${of} that gave no answer`;
}
