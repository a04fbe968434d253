/**
 * Generated from schemas/conform-answer.schema.json by scripts/generate.mjs; edit the schema instead.
 */

/**
 * What an implementation answers to one question of the conformance runner, as one line of JSON.
 */
export type ConformAnswer = ConformResult | ConformUnsupported;

/**
 * The result.
 */
export interface ConformResult {
  /**
   * The question's.
   */
  id: string;
  /**
   * In the form of the case's `expect`. For `step` and `snowflake-list` an array, one result for each step or refresh.
   */
  result: {
    [k: string]: unknown;
  };
}
/**
 * This implementation has no such part.
 */
export interface ConformUnsupported {
  /**
   * The question's.
   */
  id: string;
  /**
   * Why, for people.
   */
  unsupported: string;
}
