/**
 * What is examined: a vector, or a check of a running endpoint.
 */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly rules: readonly string[];
}
