/**
 * The command from outside, with programs that fail in their ways. The whole demonstration is tested
 * with the built program.
 */
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { tempFolder } from '../../../tests/support/temp.ts';
import { runSandboxCommand, type SandboxCommandOptions } from './sandbox-command.ts';

let ending: AbortController;
let out: string;
let err: string;
beforeEach(() => {
  ending = new AbortController();
  out = '';
  err = '';
});
afterEach(() => {
  ending.abort();
  vi.unstubAllEnvs();
});

function run(
  options: SandboxCommandOptions,
  onOut: (text: string) => void = () => undefined,
): Promise<number> {
  return runSandboxCommand(
    { nodePort: 0, path: '', ...options },
    {
      signal: ending.signal,
      out: (text) => {
        out += text;
        onOut(text);
      },
      err: (text) => {
        err += text;
      },
    },
  );
}

/** Takes a port for as long as `use` runs. */
async function withTakenPort(use: (port: number) => Promise<void>): Promise<void> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP address');
  try {
    await use(address.port);
  } finally {
    server.close();
  }
}

describe('the sandbox alone', () => {
  test('says where it is, works, and ends when told', async () => {
    const seen: { pools?: Promise<unknown> } = {};
    const code = await run({}, (text) => {
      const url = /http:\S+\/pool-list/.exec(text)?.[0] ?? '';
      seen.pools = fetch(url)
        .then((response) => response.json())
        .finally(() => ending.abort());
    });
    expect(code).toBe(0);
    expect(await seen.pools).toHaveLength(5);
    expect(out).toContain('A simulated account with 5 pools and 49 nodes.');
  });

  test('plays a scenario and says what happens', async () => {
    const folder = await tempFolder('scenario');
    const scenarioFile = folder.file('s.yml');
    const steps = '[{ at: 0, do: scale, pool: A, nodes: 4 }, { at: 10ms, do: rotate_token }]';
    await writeFile(scenarioFile, `pools: [{ name: A, nodes: 2 }]\nsteps: ${steps}\n`);
    const code = await run({ scenarioFile }, (text) => {
      if (text.includes('over')) ending.abort();
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^A simulated account with 1 pool and 2 nodes\./);
    expect(out).toContain(
      '      0  scale A to 4 nodes\n   10ms  rotate the session token\n' +
        'The scenario is over; the account stays as it is.\n',
    );
    await folder.remove();
  });

  test('refuses a scenario that cannot be played, before anything runs', async () => {
    const folder = await tempFolder('scenario');
    const scenarioFile = folder.file('s.yml');
    expect(await run({ scenarioFile })).toBe(1);
    await writeFile(scenarioFile, 'steps: [{ at: 0, do: move, pool: NOBODY }]\n');
    expect(await run({ scenarioFile })).toBe(2);
    expect(err.split('\n').slice(0, 2)).toEqual([
      `error: cannot read "${scenarioFile}": there is no such file: create it, or give the path of another`,
      `error: ${scenarioFile}:1:34: steps[0].pool: there is no pool NOBODY`,
    ]);
    expect(out).toBe('');
    await folder.remove();
  });

  test('a taken port is one line', async () => {
    await withTakenPort(async (port) => {
      expect(await run({ controlPort: port })).toBe(1);
      expect(err).toBe(`127.0.0.1:${port} is in use: end what listens there, or choose another port\n`);
    });
  });
});

describe('a demonstration that cannot start', () => {
  const failing = (script: string): SandboxCommandOptions => ({
    demo: true,
    listenAddress: '127.0.0.1:0',
    program: [process.execPath, '-e', script, '--'],
  });

  test('because its port is taken is one line, before anything runs', async () => {
    await withTakenPort(async (port) => {
      expect(await run({ demo: true, listenAddress: `127.0.0.1:${port}` })).toBe(1);
      expect(err).toBe(
        `127.0.0.1:${port} is in use: end what listens there, or choose another --web.listen-address\n`,
      );
    });
  });

  test('because a program ends is one line with the last that it said, and leaves nothing', async () => {
    const folder = await tempFolder('tmpdir');
    vi.stubEnv('TMPDIR', folder.path);
    expect(
      await run(failing('console.error("first"); console.error("no such thing"); process.exit(2)')),
    ).toBe(1);
    expect(err).toBe('spcs-sd http ended by itself: no such thing\n');
    expect(await readdir(folder.path)).toEqual([]);
    await folder.remove();
    expect(out).toBe('');
  });

  test('because a program is not there is one line', async () => {
    expect(await run({ demo: true, listenAddress: '127.0.0.1:0', program: ['/nowhere/spcs-sd'] })).toBe(1);
    expect(err).toBe('spawn /nowhere/spcs-sd ENOENT\n');
  });

  test('because it is told to end meanwhile ends well', async () => {
    const code = run(failing('setInterval(() => undefined, 1000)'));
    ending.abort();
    expect(await code).toBe(0);
    expect(err).toBe('');
  });
});

describe('a signal', () => {
  test('that closes the terminal ends the sandbox well', async () => {
    const code = await run({}, () => void process.emit('SIGHUP'));
    expect(code).toBe(0);
    expect(process.listenerCount('SIGHUP')).toBe(0);
  });

  test('that comes twice kills programs that do not end', async () => {
    const stubborn =
      'process.on("SIGTERM", () => undefined); console.log("here"); setInterval(() => undefined, 1000)';
    const folder = await tempFolder('tmpdir');
    vi.stubEnv('TMPDIR', folder.path);
    const code = run({
      demo: true,
      listenAddress: '127.0.0.1:0',
      program: [process.execPath, '-e', stubborn, '--'],
    });
    await vi.waitFor(async () => {
      const [demoFolder = ''] = await readdir(folder.path);
      expect(await readFile(join(folder.path, demoFolder, 'spcs-sd-http.log'), 'utf8')).toBe('here\n');
    }, 25_000);
    ending.abort();
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect(await code).toBe(0);
    expect(await readdir(folder.path)).toEqual([]);
    await folder.remove();
  });
});
