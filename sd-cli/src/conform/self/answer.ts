/**
 * This implementation's answers to the questions of the conformance runner.
 *
 * Owns no rule: each kind of question is handed to the public function that has it.
 */
import { readDnsMessage } from '@spcs-sd/runtime';
import { configResult } from './config-result.ts';
import { coreAnswerTo, isCoreQuestion, type Question } from './core-answer.ts';
import { snowflakeResults } from './snowflake-results.ts';

/** The result in the form of the case's `expect`. Rejects on a question that breaks the schema. */
export async function answerTo(question: Question): Promise<unknown> {
  if (isCoreQuestion(question)) return coreAnswerTo(question);
  switch (question.kind) {
    case 'dns-message':
      return readDnsMessage(Buffer.from(question.message, 'hex'), question.question);
    case 'config':
      return configResult(question);
    case 'snowflake-list':
      return snowflakeResults(question);
  }
}
