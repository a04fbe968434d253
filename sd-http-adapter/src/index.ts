export { createHttpSd } from './handler.ts';
export type { Answered, HttpSdHandler, HttpSdOptions } from './handler.ts';
