/**
 * Where a configuration stands: what its sections may know besides their own keys.
 */
export interface SectionContext {
  /** The configuration file's folder: relative paths start there. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
