/**
 * What a user is told about a mistake: one line that says what to do, the right exit code, and never a
 * stack trace.
 *
 * Most run the program within this process, which saves the start of Node; some start it, and get the same.
 */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { runProgram } from '../sd-cli/src/program.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../tools/run.mjs';
import { runSpcsSd, startSpcsSd, type Ended } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

const valid =
  'pools: { static: [ { name: p1, endpoint: p1.example } ] }\ndns: { servers: ["127.0.0.1:9"] }\n';
const wrong = `pools:
  static:
    - { name: p1, endpoint: p1.example }
    - { name: P1, endpoint: p1.example }
dns:
  record_typ: SRV
  port: 0
retention: { confirm_for: soon }
`;

let folder: TempFolder;
let taken: Server;
let takenAddress: string;

beforeAll(async () => {
  folder = await tempFolder('bad-input');
  process.chdir(folder.path);
  await writeFile(folder.file('valid.yml'), valid);
  await writeFile(folder.file('wrong.yml'), wrong);
  await writeFile(folder.file('no-list.yml'), 'pools: { file: { path: nope.yml } }\n');
  await writeFile(folder.file('file'), '');
  await mkdir(folder.file('folder.json'));
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  takenAddress = typeof address === 'object' ? `127.0.0.1:${address?.port}` : '';
});
afterAll(async () => {
  process.chdir(repository);
  taken.close();
  await folder.remove();
});

/** The folder's name is another one each time. */
function plain({ code, stdout, stderr }: Ended): Ended {
  expect(stderr).not.toMatch(/\n\s+at /);
  const said = stderr.replaceAll(folder.path, 'HERE').replaceAll(takenAddress, 'TAKEN');
  return { code, stdout, stderr: said };
}

function argsOf(line: string): readonly string[] {
  return line.split(' ').map((arg) => arg.replace('TAKEN', takenAddress));
}

async function run(line: string): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const code = await runProgram(argsOf(line), {
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    env: {},
  });
  return plain({ code, stdout, stderr });
}

async function runProcess(line: string): Promise<Ended> {
  return plain(await runSpcsSd(argsOf(line), { cwd: folder.path }));
}

describe.concurrent('as a process', () => {
  test.each([
    ['a command that there is not', 'htp'],
    ['a wrong configuration', 'http --config.file=wrong.yml'],
    ['a file that there is not', 'check nope.yml'],
    ['an address that is taken', 'http --config.file=valid.yml --web.listen-address=TAKEN'],
  ])('says the same and exits with the same code: %s', async (_, line) => {
    const ended = await runProcess(line);
    expect(ended.code).toBeGreaterThan(0);
    expect(ended).toEqual(await run(line));
  });
});

describe.concurrent('wrong use: exit code 2', () => {
  test.each([
    ['htp', "error: unknown command 'htp'\n(Did you mean http?)\nTry: spcs-sd --help"],
    [
      'http',
      'error: no configuration: give --config.file=FILE, or set SNOWFLAKE_ACCOUNT and SNOWFLAKE_HOST as a Snowpark service does',
    ],
    [
      'http --config.file=valid.yml --web.listen-address=::1:9003',
      'error: --web.listen-address: expected host:port such as 127.0.0.1:9003, [::1]:9003 or :9003, found "::1:9003"',
    ],
    [
      'file --config.file=valid.yml --output.file=spcs.yml',
      'error: The output file "spcs.yml" would be YAML: an empty or cut YAML file is still valid and removes targets, so only JSON is written. Choose a name that ends in .json.',
    ],
    ['lookup a..example', 'error: "a..example" has an empty label'],
  ])('%s', async (line, said) => {
    expect(await run(line)).toEqual({ code: 2, stdout: '', stderr: `${said}\n` });
  });
});

describe.concurrent('a wrong configuration: every mistake at once, exit code 2', () => {
  const lines = [
    'wrong.yml:4:15: pools.static[1].name: expected each pool once, found "P1" again (first in entry 1)',
    'wrong.yml:6:3: dns.record_typ: expected a known key, found "record_typ"; did you mean record_type?',
    'wrong.yml:7:9: dns.port: expected a port from 1 to 65535, found 0',
    'wrong.yml:8:27: retention.confirm_for: expected a duration such as 30s or 1m30s, or 0, found "soon"',
  ];
  test.each([
    ['check wrong.yml'],
    ['http --config.file=wrong.yml'],
    ['file --config.file=wrong.yml --output.file=spcs.json'],
    ['targets --config.file=wrong.yml'],
    ['lookup --config.file=wrong.yml p1.example'],
  ])('%s', async (line) => {
    const stderr = lines.map((error) => `error: ${error}\n`).join('');
    expect(await run(line)).toEqual({ code: 2, stdout: '', stderr });
  });
});

describe.concurrent('what the surroundings do not allow: exit code 1', () => {
  test.each([
    [
      'check nope.yml',
      'cannot read "nope.yml": there is no such file: create it, or give the path of another',
    ],
    ['check folder.json', 'cannot read "folder.json": it is a folder: give the path of a file in it'],
    [
      'http --config.file=nope.yml',
      'cannot read "nope.yml": there is no such file: create it, or give the path of another',
    ],
    [
      'http --config.file=valid.yml --web.listen-address=TAKEN',
      'cannot listen on TAKEN: another program listens there: stop it, or choose another --web.listen-address',
    ],
    [
      'http --config.file=valid.yml --web.listen-address=192.0.2.1:9003',
      'cannot listen on 192.0.2.1:9003: this machine has no such address: choose one of its own with --web.listen-address',
    ],
    [
      'file --config.file=valid.yml --output.file=spcs.json --web.listen-address=TAKEN',
      'cannot listen on TAKEN: another program listens there: stop it, or choose another --web.listen-address',
    ],
    [
      'file --config.file=valid.yml --output.file=nope/spcs.json',
      'Cannot write "HERE/nope/spcs.json": the folder "HERE/nope" does not exist: create it.',
    ],
    [
      'file --config.file=valid.yml --output.file=file/spcs.json',
      'Cannot write "HERE/file/spcs.json": "HERE/file" is not a folder: choose another path.',
    ],
    ['check no-list.yml', 'the pool list: HERE/nope.yml does not exist'],
  ])('%s', async (line, error) => {
    expect(await run(line)).toEqual({ code: 1, stdout: '', stderr: `error: ${error}\n` });
  });

  test('a folder that nobody may write in', async () => {
    const { code, stderr } = await run('file --config.file=valid.yml --output.file=/sys/spcs.json');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: Cannot write "\/sys\/spcs.json": ("\/sys" is read-only: |no permission to write in "\/sys": |not permitted in "\/sys": )[^\n]+\n$/,
    );
  });

  test('a file that another process keeps', async () => {
    const args = ['file', '--config.file=valid.yml', '--output.file=kept.json'];
    const keeper = startSpcsSd(args, { cwd: folder.path });
    await keeper.says('keeping the file');
    const second = await run(args.join(' '));
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      /^error: Cannot write "HERE\/kept.json": process \d+ writes it. Stop that writer or choose another path.\n$/,
    );
    await keeper.stop();
  });

  test('pools that nobody answers for: each is named, and no target is written', async () => {
    const { code, stdout, stderr } = await run('targets --config.file=valid.yml');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'pool list: 1 pool',
      'DNS servers: 127.0.0.1:9',
      expect.stringMatching(/^p1: p1\.example: not known: /),
      'in all 0 targets of 1 pool: 1 not known',
      'error: incomplete: 1 of 1 pools gave no answer. Part of the targets is worse than none, so none are written',
      '',
    ]);
  });

  test('a pool list that cannot be read', async () => {
    const { code, stdout, stderr } = await run('targets --config.file=no-list.yml');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'pool list: HERE/nope.yml does not exist\nerror: the pool list cannot be read: no targets\n',
    );
  });
});

test('a right configuration is said to be right', async () => {
  expect(await run('check valid.yml')).toEqual({
    code: 0,
    stdout: 'valid.yml is valid, and its pool list names 1 pool.\n',
    stderr: '',
  });
});
