/**
 * The schema of the web configuration as a function. The bundle has it compiled.
 */
import type { WebConfig } from '@spcs-sd/spec';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { validatorOf } from '../config/schema-validators.ts';

export const validator = (): ValidateFunction<WebConfig> => validatorOf('webConfig');
