/** The command line: what is wrong with it, word by word, and help that fits a screen. */
import { describe, expect, test } from 'vitest';
import { examples } from './examples.ts';
import { runProgram, separateValues } from './program.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(line: string): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runProgram(line === '' ? [] : line.split(' '), {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    env: {},
  });
  return { code, out, err };
}

const noConfig =
  'error: no configuration: give --config.file=FILE, or set SNOWFLAKE_ACCOUNT and SNOWFLAKE_HOST as a Snowpark service does';

describe('wrong use', () => {
  test.each([
    ['htp', "error: unknown command 'htp'", '(Did you mean http?)', 'Try: spcs-sd --help'],
    ['serve', "error: unknown command 'serve'", 'Try: spcs-sd --help'],
    [
      'conform',
      'error: give one thing to examine: -- COMMAND of an implementation, --http=URL of an endpoint, or --file=PATH',
    ],
    ['conform --only=SD-X-1 -- true', 'error: no vector is named SD-X-1'],
    [
      'conform --timeout=soon -- true',
      "error: option '--timeout <duration>' argument 'soon' is invalid. Expected a duration such as 10s.",
      'Try: spcs-sd conform --help',
    ],
    ['--verison', "error: unknown option '--verison'", '(Did you mean --version?)', 'Try: spcs-sd --help'],
    [
      'http more',
      "error: too many arguments for 'http'. Expected 0 arguments but got 1.",
      'Try: spcs-sd http --help',
    ],
    [
      'http --web.listen-adress=x:1',
      "error: unknown option '--web.listen-adress'",
      '(Did you mean --web.listen-address?)',
      'Try: spcs-sd http --help',
    ],
    [
      'http --config.file',
      "error: option '--config.file <path>' argument missing",
      'Try: spcs-sd http --help',
    ],
    [
      'http --log.level=loud',
      "error: option '--log.level <level>' argument 'loud' is invalid. Allowed choices are debug, info, warn, error.",
      'Try: spcs-sd http --help',
    ],
    [
      'targets --log.format=xml',
      "error: option '--log.format <format>' argument 'xml' is invalid. Allowed choices are logfmt, json.",
      'Try: spcs-sd targets --help',
    ],
    ['file', "error: required option '--output.file <path>' not specified", 'Try: spcs-sd file --help'],
    [
      'completion tcsh',
      "error: command-argument value 'tcsh' is invalid for argument 'SHELL'. Allowed choices are bash, zsh, fish.",
      'Try: spcs-sd completion --help',
    ],
    ['check', "error: missing required argument 'FILE'", 'Try: spcs-sd check --help'],
    ['lookup', "error: missing required argument 'NAME'", 'Try: spcs-sd lookup --help'],
    [
      'sandbox --dns.port=65536',
      "error: option '--dns.port <port>' argument '65536' is invalid. Expected a port from 0 to 65535.",
      'Try: spcs-sd sandbox --help',
    ],
    ['http', noConfig],
    ['targets', noConfig],
    ['file --output.file=spcs.json', noConfig],
  ])('%s', async (line = '', ...lines) => {
    expect(await run(line)).toEqual({ code: 2, out: '', err: `${lines.join('\n')}\n` });
  });

  test('no command at all shows the help', async () => {
    const { code, out, err } = await run('');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: spcs-sd COMMAND [flags]\n');
  });
});

describe('help', () => {
  const commands = [
    '',
    'http ',
    'file ',
    'check ',
    'targets ',
    'lookup ',
    'sandbox ',
    'conform ',
    'completion ',
  ];
  test.each(commands)('spcs-sd %s--help fits a screen of 80 columns and 24 lines', async (command) => {
    const { code, out, err } = await run(`${command}--help`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const shown = out.trimEnd().split('\n');
    expect(shown.length).toBeLessThanOrEqual(24);
    expect(shown.filter((line) => line.length > 80)).toEqual([]);
  });

  test.each(commands)('spcs-sd %s--help ends with examples, whose flags there are', async (command) => {
    const { out } = await run(`${command}--help`);
    const lines = examples[command.trim()] ?? [];
    expect(lines).not.toEqual([]);
    for (const line of lines) {
      expect(out).toContain(`  ${line}\n`);
      const [, name = '', rest = ''] = /spcs-sd ([\w-]+)(.*?)( -- .*)?$/.exec(line) ?? [];
      const { out: help } = await run(`${name} --help`);
      const flags = [...rest.matchAll(/ (--[\w.-]+)/g)].map(([, flag]) => flag);
      expect(flags.filter((flag) => !help.includes(`  ${flag} `))).toEqual([]);
    }
  });

  test('names every command', async () => {
    const { out } = await run('--help');
    for (const command of commands.slice(1)) expect(out).toContain(`\n  ${command}`);
  });
});

test('--version is that of the package', async () => {
  expect(await run('--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' });
});

test.each([
  [
    ['--a.b-c=1=2', 'x=y'],
    ['--a.b-c', '1=2', 'x=y'],
  ],
  [['--a='], ['--a', '']],
  [
    ['--a', '--', '--b=1'],
    ['--a', '--', '--b=1'],
  ],
])('%j is read as %j', (args, expected) => {
  expect(separateValues(args)).toEqual(expected);
});
