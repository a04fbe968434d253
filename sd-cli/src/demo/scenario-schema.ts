/**
 * The schema of scenarios as a function. The bundle has it compiled.
 */
import type { Scenario } from '@spcs-sd/spec';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { validatorOf } from '../config/schema-validators.ts';

export const validator = (): ValidateFunction<Scenario> => validatorOf('scenario');
