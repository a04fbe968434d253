/**
 * What a viewer chooses at the top of a dashboard.
 */
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Panels and variables ask whatever is chosen. */
export const dataSource: DataSourceRef = { type: 'prometheus', uid: '${datasource}' };

export function dataSourceVariable(): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');
}

/**
 * The values of one label of one metric: several may be chosen, all are chosen at first.
 *
 * "All" matches everything and is not a list of values, so that it also holds where there are thousands.
 */
export function labelVariable(
  name: string,
  title: string,
  metric: string,
  label: string,
): QueryVariableBuilder {
  const query = `label_values(${metric}, ${label})`;
  return (
    new QueryVariableBuilder(name)
      .label(title)
      .datasource(dataSource)
      .query(query)
      .definition(query)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      // oxlint-disable-next-line unicorn/no-array-sort -- a setting of the builder, no array
      .sort(VariableSort.AlphabeticalAsc)
      .multi(true)
      .includeAll(true)
      .allValue('.*')
      .current({ selected: true, text: 'All', value: '$__all' })
  );
}
