import { describe, expect, it } from 'vitest';
import { createLog, logLevels, type LogFormat, type LogLevel, type LogLine } from './logger.ts';

/** What is written of some lines, with the time that is now as `NOW`. */
function written(level: LogLevel, format: LogFormat, ...lines: readonly LogLine[]): readonly string[] {
  const texts: string[] = [];
  const log = createLog({ level, format, write: (text) => texts.push(text) });
  for (const line of lines) log(line);
  return texts.map((text) => text.replace(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, 'NOW'));
}

const added: LogLine = {
  level: 'info',
  message: 'targets added',
  fields: { pool: 'p', count: 2, all: false },
};

describe('the log', () => {
  it('has the time first in logfmt', () => {
    expect(written('info', 'logfmt', added)).toEqual([
      'ts=NOW level=info msg="targets added" pool=p count=2 all=false\n',
    ]);
  });

  it('has the level first in JSON, and the message last', () => {
    expect(written('info', 'json', added)).toEqual([
      '{"level":"info","ts":"NOW","pool":"p","count":2,"all":false,"msg":"targets added"}\n',
    ]);
  });

  it.each(logLevels.map((level, index) => [level, logLevels.slice(index)] as const))(
    'tells from %s on',
    (level, told) => {
      const lines = logLevels.map((each) => ({ level: each, message: each }));
      expect(written(level, 'logfmt', ...lines)).toEqual(
        told.map((each) => `ts=NOW level=${each} msg=${each}\n`),
      );
    },
  );

  it.each(['logfmt', 'json'] as const)('writes one line of %s, whatever a value holds', (format) => {
    const fields = { pool: 'a\nts=0\u2028b\u202ec"' };
    const [text = ''] = written('info', format, { level: 'info', message: 'x', fields });
    expect(text.trimEnd()).toMatch(/a\\nts=0\\u2028b\\u202ec\\"/);
    expect(text).toMatch(/^[ -~]+\n$/);
  });
});
