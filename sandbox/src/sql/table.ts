/**
 * What a statement gives: a table whose cells are texts or null, as the SQL API has them.
 */
export interface Table {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** An error of Snowflake's compiler. */
export interface SqlRefusal {
  readonly kind: 'refusal';
  readonly code: string;
  readonly sqlState: string;
  readonly message: string;
}
