/**
 * Reads Prometheus' text format as strictly as it is specified: a line that is no sample is an error.
 *
 * Source: Prometheus, "Exposition formats", text-based format.
 */

export interface Sample {
  readonly name: string;
  /** In the order of the text. */
  readonly labels: readonly (readonly [string, string])[];
}

const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? -?(?:[\d.e+-]+|\+Inf|NaN)$/s;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\["\\n])*)"(?:,|$)/y;
const unescaped: Readonly<Record<string, string>> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

/** Throws with the line. */
export function samplesIn(text: string): readonly Sample[] {
  const lines = text.split('\n').filter((line) => line !== '' && !/^# (?:HELP|TYPE) [a-z]/.test(line));
  return lines.map(sampleOf);
}

function sampleOf(line: string): Sample {
  const [, name, inner = ''] = sample.exec(line) ?? [];
  if (name === undefined) throw new Error(`no sample: ${JSON.stringify(line)}`);
  const labels: (readonly [string, string])[] = [];
  let end = 0;
  while (end < inner.length) {
    label.lastIndex = end;
    const [whole, key, value] = label.exec(inner) ?? [];
    if (whole === undefined || key === undefined || value === undefined)
      throw new Error(`no label at ${end}: ${JSON.stringify(line)}`);
    labels.push([key, value.replaceAll(/\\./g, (escape) => unescaped[escape] ?? escape)]);
    end += whole.length;
  }
  return { name, labels };
}
