/**
 * The same examination for programs: as JSON, and as JUnit's XML, which build servers show.
 */
import { tallyByRule, tallyOf } from './tally.ts';
import { failureText } from './text-report.ts';
import type { Examined } from './verdict.ts';

export function jsonReport(examined: readonly Examined[]): string {
  const report = {
    ...tallyOf(examined),
    rules: Object.fromEntries(tallyByRule(examined)),
    vectors: examined.map(({ subject, verdict, ms }) => ({
      ...subject,
      ms: Math.round(ms),
      verdict,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** One suite for each file of vectors. Source: the form that Jenkins and GitLab read. */
export function junitReport(examined: readonly Examined[]): string {
  const suites = new Map<string, Examined[]>();
  for (const one of examined) {
    const suite = one.subject.id.split('/', 1)[0] ?? '';
    suites.set(suite, [...(suites.get(suite) ?? []), one]);
  }
  const parts = [...suites].map(([suite, all]) => suiteText(suite, all));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${parts.join('')}</testsuites>\n`;
}

function suiteText(suite: string, examined: readonly Examined[]): string {
  const { failed, unsupported } = tallyOf(examined);
  const counts = `tests="${examined.length}" failures="${failed}" skipped="${unsupported}"`;
  const cases = examined.map((one) => caseText(suite, one)).join('');
  return `  <testsuite name=${quoted(suite)} ${counts}>\n${cases}  </testsuite>\n`;
}

function caseText(suite: string, { subject, verdict, ms }: Examined): string {
  const name = `${subject.id} (${subject.rules.join(', ')}): ${subject.name}`;
  const head = `    <testcase classname=${quoted(suite)} name=${quoted(name)} time="${(ms / 1000).toFixed(3)}"`;
  switch (verdict.kind) {
    case 'passed':
      return `${head}/>\n`;
    case 'unsupported':
      return `${head}><skipped message=${quoted(verdict.why)}/></testcase>\n`;
    case 'failed':
    case 'broken':
      return `${head}><failure>${escaped(failureText(verdict))}</failure></testcase>\n`;
  }
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}

/** What XML cannot hold becomes U+FFFD. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, (unit) => ('\t\n\r'.includes(unit) ? unit : '\ufffd'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
