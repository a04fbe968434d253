/**
 * The programs of a world, as their users start them: on fixed ports, each with a state file.
 */
import { freeTcpPort } from '../../../tests/support/ports.ts';
import type { OutputFolder } from './output-folder.ts';
import type { Owner } from './owned.ts';
import { createProgram, type Program } from './program.ts';

export interface ProgramsOptions {
  readonly names: readonly string[];
  readonly configPath: string;
  readonly output: OutputFolder;
  readonly statePath: (name: string) => string;
  readonly env: Readonly<Record<string, string>>;
}

/** All at once; resolves when every one answers. */
export function startPrograms(options: ProgramsOptions, { own }: Owner): Promise<readonly Program[]> {
  const { names, configPath, output, statePath, env } = options;
  return Promise.all(
    names.map(async (name) => {
      const port = await freeTcpPort();
      const args = [
        ...(name === 'file' ? ['file', `--output.file=${output.target}`] : ['http']),
        `--config.file=${configPath}`,
        `--web.listen-address=127.0.0.1:${port}`,
        `--state.file=${statePath(name)}`,
      ];
      const program = await own(createProgram({ name, args, port, env }), (one) => one.end());
      await program.start();
      return program;
    }),
  );
}
