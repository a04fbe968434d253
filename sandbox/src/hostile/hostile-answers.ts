/**
 * Wrong answers to one SRV question, each a script of its own, and what an honest resolver may make
 * of it: the whole list, an absence, or "unknown". Never a shorter list.
 */
import type { HostileAnswer } from './hostile-answer.ts';
import { headerAnswers } from './hostile-headers.ts';
import { sectionAnswers } from './hostile-sections.ts';
import { nameAnswers } from './hostile-names.ts';
import { meaningAnswers } from './hostile-meanings.ts';
import { valueAnswers } from './hostile-values.ts';
import { transportAnswers } from './hostile-transports.ts';

export const hostileAnswers: readonly HostileAnswer[] = [
  ...headerAnswers,
  ...sectionAnswers,
  ...nameAnswers,
  ...meaningAnswers,
  ...valueAnswers,
  ...transportAnswers,
];
