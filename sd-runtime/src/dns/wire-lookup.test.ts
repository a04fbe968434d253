import { lookupSuite } from '../testing/lookup-suite.ts';
import { servedBy } from '../testing/served-worlds.ts';
import { createWireLookup } from './wire-lookup.ts';

lookupSuite({ name: 'wire', start: servedBy(createWireLookup) });
