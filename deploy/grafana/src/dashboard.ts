/**
 * A dashboard from its rows: what all of ours have in common.
 */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
  type Dashboard,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelSource } from './panel.ts';
import { dataSourceVariable } from './variables.ts';

export interface DashboardSource {
  /** Stays the same for ever: links and provisioning know the dashboard by it. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly rows: readonly { readonly title: string; readonly panels: readonly PanelSource[] }[];
}

/** Our dashboards link to each other by it. */
const tag = 'compute-pools';

/** Deterministic: the same source gives the same JSON. */
export function dashboardOf({ uid, title, description, variables, rows }: DashboardSource): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([tag])
    .time({ from: 'now-1h', to: 'now' })
    .timezone('browser')
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .editable()
    .variables([dataSourceVariable(), ...variables])
    .link(
      new DashboardLinkBuilder('Compute pools')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .includeVars(true)
        .keepTime(true),
    );
  let id = 1;
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title).id(id++));
    for (const panel of row.panels) builder.withPanel(panel(id++));
  }
  return builder.build();
}
