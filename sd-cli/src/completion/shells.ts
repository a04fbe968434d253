/**
 * The shells that completion is there for.
 */
import { bashScript } from './bash.ts';
import type { CompletedCommand } from './command-table.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

type Script = (commands: readonly CompletedCommand[]) => string;

const scripts: ReadonlyMap<string, Script> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

export const shells: readonly string[] = [...scripts.keys()];

/** `shell`: one of `shells`; the parser has checked it. */
export function completionScript(shell: string, commands: readonly CompletedCommand[]): string {
  return scripts.get(shell)?.(commands) ?? '';
}
