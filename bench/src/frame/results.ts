/**
 * Results on the disk: the raw figures as JSON and each plot as SVG, one set a benchmark. Committed, so
 * that documents can show what was measured and where.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Report } from './benchmark.ts';
import { median, verdictOf } from './figures.ts';
import { writeDocument, type SavedResult } from './document.ts';
import { describeMachine, load } from './machine.ts';
import { plotSvg } from './plot.ts';

/** From the compiled file to `bench/results`. */
const folder = new URL('../../../../results/', import.meta.url);

/** Four digits that count: more is noise, and noise makes large differences between commits. */
const rounded = (value: number): number => Number(value.toPrecision(4));

export async function saveResults(benchmark: string, report: Report): Promise<void> {
  const name = report.savedAs ?? benchmark;
  await mkdir(folder, { recursive: true });
  const result: SavedResult = {
    benchmark: name,
    date: new Date().toISOString().slice(0, 10),
    machine: { ...describeMachine(), load: load() },
    notes: report.notes,
    figures: report.figures.map(({ what, unit, values, bound }) => ({
      what,
      unit,
      median: rounded(median(values)),
      ...(bound !== undefined && {
        mustBe: `${bound.kind} ${bound.value}`,
        verdict: verdictOf(values, bound),
      }),
      values: values.map(rounded),
    })),
  };
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(result, undefined, 2)}\n`);
  for (const plot of report.plots ?? []) {
    await writeFile(new URL(`${name}-${plot.name}.svg`, folder), plotSvg(plot));
  }
  await writeDocument(folder);
}
