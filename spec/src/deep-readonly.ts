/** Data that nobody may change, however deep. */

/** Arrays and objects become read-only, and what they hold too. For JSON data: it knows no Map or Date. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;
