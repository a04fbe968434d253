/**
 * The shells that completion is there for. A script is loaded when it is asked for.
 */
import type { CompletedCommand } from './command-table.ts';

type Script = (commands: readonly CompletedCommand[]) => string;

const scripts: ReadonlyMap<string, () => Promise<Script>> = new Map([
  ['bash', async () => (await import('./bash.ts')).bashScript],
  ['zsh', async () => (await import('./zsh.ts')).zshScript],
  ['fish', async () => (await import('./fish.ts')).fishScript],
]);

export const shells: readonly string[] = [...scripts.keys()];

/** `shell`: one of `shells`; the parser has checked it. */
export async function completionScript(
  shell: string,
  commands: readonly CompletedCommand[],
): Promise<string> {
  const script = await scripts.get(shell)?.();
  return script?.(commands) ?? '';
}
