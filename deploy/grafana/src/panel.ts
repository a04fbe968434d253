/**
 * The kinds of panels that the dashboards have, each with what differs between two of its kind.
 *
 * Widths are twenty-fourths of the page, as in Grafana.
 */
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { dataSource } from './variables.ts';

/** What all panels share; `id` is unique in its dashboard. */
export type PanelSource = (id: number) => Builder<Panel>;

/** A query and the name of what it gives, in which `{{label}}` stands for a label's value. */
export type Series = readonly [expr: string, legend: string];

export interface PanelOptions {
  readonly title: string;
  /** A sentence for a person who does not know the metric. */
  readonly description?: string;
  /** One of Grafana's units; a plain number without it. */
  readonly unit?: string;
  readonly width?: number;
}

export interface StatOptions extends PanelOptions {
  readonly query: string;
  /** Green below, or, when `good` is `above`, at and above it; orange elsewhere. Without it no colour. */
  readonly threshold?: { readonly at: number; readonly good: 'below' | 'above' };
}

/** One number, with its course behind it. Several series give several numbers. */
export function stat(options: StatOptions): PanelSource {
  const { title, description, unit = 'short', width = 4, query, threshold } = options;
  return (id) => {
    const panel = new StatBuilder()
      .id(id)
      .title(title)
      .datasource(dataSource)
      .span(width)
      .height(4)
      .unit(unit)
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
      .graphMode(BigValueGraphMode.Area)
      .colorMode(threshold === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
      .withTarget(promQuery(query, '', 'A'));
    if (description !== undefined) panel.description(description);
    if (threshold !== undefined) panel.thresholds(colours(threshold));
    return panel;
  };
}

function colours({ at, good }: NonNullable<StatOptions['threshold']>): ThresholdsConfigBuilder {
  const [below, above] = good === 'below' ? ['green', 'orange'] : ['orange', 'green'];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
    { value: null, color: below },
    { value: at, color: above },
  ]);
}

export interface GraphOptions extends PanelOptions {
  readonly series: readonly Series[];
  /** Adds the series up. */
  readonly stacked?: boolean;
  /** Where the axis ends at least, such as 1 for a share of something. */
  readonly max?: number;
}

/** Lines over time; what they show is listed below with its last and its largest value. */
export function graph(options: GraphOptions): PanelSource {
  const { title, description, unit = 'short', width = 12, series, stacked = false, max } = options;
  return (id) => {
    const panel = new TimeseriesBuilder()
      .id(id)
      .title(title)
      .datasource(dataSource)
      .span(width)
      .height(8)
      .unit(unit)
      .min(0)
      .drawStyle(GraphDrawStyle.Line)
      .lineWidth(1)
      .fillOpacity(stacked ? 30 : 10)
      .showPoints(VisibilityMode.Never)
      .stacking(new StackingConfigBuilder().mode(stacked ? StackingMode.Normal : StackingMode.None))
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
      // oxlint-disable-next-line unicorn/no-array-sort -- a setting of the builder, no array
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
      .legend(
        new VizLegendOptionsBuilder()
          .displayMode(LegendDisplayMode.Table)
          .placement(LegendPlacement.Bottom)
          .showLegend(true)
          .calcs(['lastNotNull', 'max']),
      );
    series.forEach(([expr, legend], index) => panel.withTarget(promQuery(expr, legend, refId(index))));
    if (description !== undefined) panel.description(description);
    if (max !== undefined) panel.axisSoftMax(max);
    return panel;
  };
}

export interface TableOptions extends PanelOptions {
  /** The values of the labels that rows are told apart by. */
  readonly rows: readonly string[];
  /** One column of numbers each, with its heading. */
  readonly columns: readonly Series[];
}

/** A table of how things are now, one row for each value of the labels. */
export function table({
  title,
  description,
  unit = 'short',
  width = 24,
  rows,
  columns,
}: TableOptions): PanelSource {
  return (id) => {
    const names = Object.fromEntries(
      columns.map(([, heading], index) => [`Value #${refId(index)}`, heading]),
    );
    const panel = new TableBuilder()
      .id(id)
      .title(title)
      .datasource(dataSource)
      .span(width)
      .height(8)
      .unit(unit)
      .filterable(true)
      .withTransformation({ id: 'merge', options: {} })
      .withTransformation({
        id: 'filterFieldsByName',
        options: { include: { names: [...rows, ...Object.keys(names), 'Value'] } },
      })
      .withTransformation({
        id: 'organize',
        options: { renameByName: { ...names, Value: columns[0]?.[1] } },
      });
    columns.forEach(([expr, legend], index) =>
      panel.withTarget(promQuery(expr, legend, refId(index)).instant().format(PromQueryFormat.Table)),
    );
    if (description !== undefined) panel.description(description);
    return panel;
  };
}

/** As Grafana names queries. */
const refId = (index: number): string => String.fromCodePoint(65 + index);

function promQuery(expr: string, legend: string, ref: string): DataqueryBuilder & Builder<Dataquery> {
  const query = new DataqueryBuilder().datasource(dataSource).refId(ref).expr(expr).range();
  return legend === '' ? query : query.legendFormat(legend);
}
