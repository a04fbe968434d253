import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TargetRecord } from './answer.ts';
import { defaultPolicy } from './policy.ts';
import { addressPolicy, judgeTargets } from './target.ts';

function judge(
  record: TargetRecord,
  allowCidrs: readonly string[] = [],
  allowPorts: readonly number[] = [],
): string {
  const judged = addressPolicy({ ...defaultPolicy.limits, allowCidrs, allowPorts })(record);
  return 'why' in judged ? `refused ${judged.target}: ${judged.why}` : judged.address;
}

describe('a record becomes an address or is refused alone', () => {
  test.each([
    [{ host: '192.0.2.1', port: 9001 }, '192.0.2.1:9001'],
    [{ host: '2001:DB8::0:1', port: 9001 }, '[2001:db8::1]:9001'],
    [{ host: '::ffff:192.0.2.1', port: 1 }, '192.0.2.1:1'],
    [{ host: 'Node-1.Example.', port: 65_535 }, 'node-1.example:65535'],
    [{ host: 'node_1.example', port: 9001 }, 'node_1.example:9001'],
    [{ host: '127.0.0.1', port: 9001 }, 'refused 127.0.0.1:9001: address'],
    [{ host: '169.254.169.254', port: 80 }, 'refused 169.254.169.254:80: address'],
    [{ host: '::', port: 80 }, 'refused [::]:80: address'],
    [{ host: '192.0.2.1', port: 0 }, 'refused 192.0.2.1:0: port'],
    [{ host: '192.0.2.1', port: 65_536 }, 'refused 192.0.2.1:65536: port'],
    [{ host: '192.0.2.1', port: 1.5 }, 'refused 192.0.2.1:1.5: port'],
    [{ host: '', port: 9001 }, 'refused :9001: name'],
    [{ host: '.', port: 9001 }, 'refused :9001: name'],
    [{ host: 'a/b', port: 9001 }, 'refused a/b:9001: name'],
    [{ host: 'a\nb', port: 9001 }, 'refused a\nb:9001: name'],
    [{ host: '1.2.3', port: 9001 }, 'refused 1.2.3:9001: name'],
    [{ host: '0x7f.0.0.0x1', port: 9001 }, 'refused 0x7f.0.0.0x1:9001: name'],
    [{ host: 'a.0X7F', port: 9001 }, 'refused a.0x7f:9001: name'],
    [{ host: '\u017f.example', port: 9001 }, 'refused \u017f.example:9001: name'],
    [{ host: 'LocalHost', port: 9001 }, 'refused localhost:9001: address'],
    [{ host: 'a.localhost.', port: 9001 }, 'refused a.localhost:9001: address'],
    [{ host: '::7f00:1', port: 9001 }, 'refused [::7f00:1]:9001: address'],
    [{ host: '64:ff9b::169.254.169.254', port: 80 }, 'refused [64:ff9b::a9fe:a9fe]:80: address'],
    [{ host: '64:ff9b::192.0.2.1', port: 80 }, '[64:ff9b::c000:201]:80'],
    [{ host: '192.0.2.256', port: 9001 }, 'refused 192.0.2.256:9001: name'],
  ])('%j: %s', (record, expected) => {
    expect(judge(record)).toBe(expected);
  });

  test('allow_cidrs allows exactly that, also loopback, and nothing else', () => {
    expect(judge({ host: '127.1.2.3', port: 9001 }, ['127.0.0.0/8'])).toBe('127.1.2.3:9001');
    expect(judge({ host: '192.0.2.1', port: 9001 }, ['127.0.0.0/8'])).toBe('refused 192.0.2.1:9001: address');
    expect(judge({ host: 'node.example', port: 9001 }, ['127.0.0.0/8'])).toBe('node.example:9001');
    expect(judge({ host: '192.0.2.1', port: 9001 }, ['nonsense'])).toBe('refused 192.0.2.1:9001: address');
  });

  test('allow_ports allows exactly those', () => {
    expect(judge({ host: '192.0.2.1', port: 9001 }, [], [9001])).toBe('192.0.2.1:9001');
    expect(judge({ host: '192.0.2.1', port: 9002 }, [], [9001])).toBe('refused 192.0.2.1:9002: port');
  });
});

test('order and duplicates of records never change the judgement', () => {
  const host = fc.constantFrom(
    '192.0.2.1',
    '192.0.2.2',
    '2001:db8::1',
    '127.0.0.1',
    'b.example',
    'B.example.',
  );
  const record = fc.record({
    host,
    port: fc.constantFrom(0, 9001, 9002),
    node: fc.constantFrom('a', 'B', 'c.'),
  });
  fc.assert(
    fc.property(fc.array(record), fc.infiniteStream(fc.nat()), (records, numbers) => {
      const policy = addressPolicy(defaultPolicy.limits);
      const shuffled = [...records, ...records]
        .map((value) => ({ value, at: numbers.next().value as number }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ value }) => value);
      expect(judgeTargets(shuffled, policy)).toEqual(judgeTargets(records, policy));
    }),
  );
});
