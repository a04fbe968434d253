/**
 * A scenario file, read and played on the sandbox while the terminal says what happens.
 */
import { readFile } from 'node:fs/promises';
import { happeningText, playScenario, type Played, type Sandbox, type Scenario } from '@spcs-sd/sandbox';
import { formatDuration } from '../config/duration.ts';
import { unreadable } from '../errors.ts';
import type { Result } from '../result.ts';
import { demoPools } from './demo-pools.ts';
import { loadScenario } from './scenario-file.ts';

/** Everything that is wrong with it at once. Never rejects. */
export async function readScenarioFile(path: string): Promise<Result<Scenario>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return unreadable(path, error);
  }
  return loadScenario(text, path, demoPools);
}

export interface PlayIo {
  readonly signal: AbortSignal;
  readonly out: (text: string) => void;
}

/** Returns at once; goes on until the last step or until the signal aborts. */
export function play(sandbox: Sandbox, { steps }: Scenario, { signal, out }: PlayIo): void {
  if (steps.length === 0) return;
  const ended = playScenario(sandbox, steps, { signal, onStep: (played) => out(`${playedText(played)}\n`) });
  void ended.then(() => {
    if (!signal.aborted) out('The scenario is over; the account stays as it is.\n');
  });
}

/** `  1m20s  drop LEGACY`. */
function playedText(played: Played): string {
  const { atMs, happening } = played.step;
  const line = `${formatDuration(atMs).padStart(7)}  ${happeningText(happening)}`;
  return played.kind === 'done' ? line : `${line}: not done, ${played.message}`;
}
