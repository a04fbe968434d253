export { createFileSd } from './file-sd.ts';
export type { FileSdEvent, Opened } from './attempts.ts';
export type { FileSd, FileSdOptions, Published } from './file-sd.ts';
export type { FileFailure } from './failure.ts';
export type { Brought } from './file-writer.ts';
export { outputPathProblem } from './output-path.ts';
export type { Seed } from './seed.ts';
