/**
 * The schema of the configuration as a function. The bundle has it compiled.
 */
import type { Config } from '@spcs-sd/spec';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { validatorOf } from './schema-validators.ts';

export const validator = (): ValidateFunction<Config> => validatorOf('config');
