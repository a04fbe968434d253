/**
 * All results as one page, made anew from the JSON files whenever one of them is written.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { numberText } from './number-text.ts';

export interface SavedFigure {
  readonly what: string;
  readonly unit: string;
  readonly median: number;
  readonly mustBe?: string;
  readonly verdict?: string;
  readonly values: readonly number[];
}

/** One benchmark's JSON file. */
export interface SavedResult {
  readonly benchmark: string;
  readonly date: string;
  readonly machine: {
    readonly processors: string;
    readonly memoryGb: number;
    readonly system: string;
    readonly node: string;
    readonly peers: Readonly<Record<string, string>>;
    readonly load: number;
  };
  readonly notes: readonly string[];
  readonly figures: readonly SavedFigure[];
}

const head = `# Results

Written by \`npm run bench\`; see [what each benchmark measures](../README.md). Load is how many processes wanted to run when the benchmark ended, on average over a minute: above the number of processors, others were in the way.
`;

export async function writeDocument(folder: URL): Promise<void> {
  const names = (await readdir(folder)).toSorted();
  const sections: string[] = [];
  for (const name of names.filter((file) => file.endsWith('.json'))) {
    const result: SavedResult = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
    const plots = names.filter((file) => file.startsWith(`${result.benchmark}-`) && file.endsWith('.svg'));
    sections.push(sectionText(result, plots));
  }
  await writeFile(new URL('README.md', folder), [head, ...sections].join('\n'));
}

function sectionText(
  { benchmark, date, machine, notes, figures }: SavedResult,
  plots: readonly string[],
): string {
  const { processors, memoryGb, system, node, peers, load } = machine;
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  return [
    `## ${benchmark}`,
    '',
    '| what | median | least to most | must be | is it? |',
    '| --- | --- | --- | --- | --- |',
    ...figures.map(rowText),
    '',
    ...notes.map((note) => `- ${note}`),
    `- ${date}; ${processors}, ${memoryGb} GB, ${system}; Node ${node}, ${versions.join(', ')}; load ${load}.`,
    '',
    ...plots.flatMap((plot) => [`![${plot.slice(0, -'.svg'.length)}](${plot})`, '']),
  ].join('\n');
}

function rowText({ what, unit, median, mustBe = '', verdict = '', values }: SavedFigure): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(numberText);
  const spread = values.length === 1 ? 'one' : `${least} to ${most}`;
  return `| ${[what.trim(), `${numberText(median)} ${unit}`, spread, mustBe, verdict].join(' | ')} |`;
}
