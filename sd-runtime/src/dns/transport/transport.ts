/**
 * How questions travel to one server.
 */
import type { Question } from './pending-questions.ts';

export interface Transport {
  /** Settles the question within its time-out. Never throws. */
  ask(question: Question): void;
  /** Frees sockets; questions under way fail as unreachable. A closed transport asks nothing. */
  close(): void;
}

/** What a socket's error says in one word, such as ECONNREFUSED. */
export function errorWord(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
