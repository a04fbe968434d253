/**
 * The dashboards of `deploy/grafana/dashboards/` as a test reads them: panels, queries, variables.
 */
import { readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { deployPath, deployText } from './deploy-files.ts';

interface Target {
  readonly refId: string;
  readonly expr: string;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: string;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
}

export function dashboards(): readonly Dashboard[] {
  return readdirSync(deployPath('grafana/dashboards')).map((name) =>
    JSON.parse(deployText(`grafana/dashboards/${name}`)),
  );
}

/** What a panel or a variable asks, where it stands, and as Prometheus would get it with everything chosen. */
export interface PanelQuery {
  readonly where: string;
  readonly expr: string;
  /** A variable's: its values are what matters. */
  readonly label?: string;
}

/** `rateInterval` stands for Grafana's choice, such as `10s`. */
export function queriesOf(
  { title, panels, templating }: Dashboard,
  rateInterval: string,
): readonly PanelQuery[] {
  const filled = (expr: string): string =>
    expr.replaceAll('$__rate_interval', rateInterval).replaceAll(/"\$\w+"/g, '".*"');
  const ofPanels = panels.flatMap((panel) =>
    (panel.targets ?? []).map(({ refId, expr }) => ({
      where: `${title} › ${panel.title} › ${refId}`,
      expr: filled(expr),
    })),
  );
  const ofVariables = templating.list
    .filter(({ type }) => type === 'query')
    .map(({ name, query }) => {
      const [, metric = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(query) ?? [];
      return { where: `${title} › $${name}`, expr: `group by (${label}) (${filled(metric)})`, label };
    });
  return [...ofPanels, ...ofVariables];
}

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly expr: string }[] }[];
}

/** The expressions of a file of rules. */
export function exprsOf(text: string): readonly string[] {
  const { groups }: Rules = parse(text);
  return groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
}

/** Our metrics, the nodes' and Prometheus' own have a prefix; functions and labels have not. */
export function metricsIn(expr: string): readonly string[] {
  const outsideLabels = expr.replaceAll(/"[^"]*"/g, '').replaceAll(/\bby \([^)]*\)/g, '');
  return (
    outsideLabels.match(
      /(?<![\w:])(?:(?:spcs_sd|process|nodejs|container|node|network|volume|prometheus|(?:pool|service|instance):)\w*[\w:]+|up)(?=[{\s)[]|$)/g,
    ) ?? []
  );
}
