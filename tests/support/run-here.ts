/**
 * The program within the test's own process, from its sources: a start costs nothing, and an exit code is
 * what `runProgram` resolves with. What only a process can show is shown with `spcs-sd.ts`.
 */
import { runProgram } from '../../sd-cli/src/program.ts';
import type { Ended } from './spcs-sd.ts';

export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const code = await runProgram(args, {
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    env,
  });
  return { code, stdout, stderr };
}
