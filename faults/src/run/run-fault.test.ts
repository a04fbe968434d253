/** The harness sees what it must see: each program here is wrong in one way, or in none. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../../tests/support/until.ts';
import type { Sign } from '../fault.ts';
import { listOf, startPlantedProgram, type PlantedProgram } from '../testing/planted-program.ts';
import { httpReader } from '../watch/readers.ts';
import { startWatcher, type Watcher } from '../watch/watcher.ts';
import { runFault } from './run-fault.ts';
import type { Play, Stage } from './stage.ts';

const targets = ['127.0.0.1:1', '127.0.0.2:1'];
/** Long enough on a busy machine for what comes at once. */
const boundMs = 15_000;
/** For what never comes: nothing but this ends the wait. */
const vainMs = 100;

const sign: Sign = { metric: 'trouble', shows: 'rises', begins: 'it fails', ends: 'it works again' };

let program: PlantedProgram;
let watcher: Watcher;

beforeAll(async () => {
  program = await startPlantedProgram('planted', targets);
  watcher = startWatcher([httpReader(program.url)]);
});
beforeEach(() => {
  Object.assign(program.shows, { body: listOf(targets), metrics: { trouble: 0 }, log: '', ready: true });
});
afterAll(async () => {
  await watcher.stop();
  await program.stop();
});

/** Until every reader has seen what is shown now. */
async function untilSeen(): Promise<void> {
  const reads = (): number =>
    [...watcher.seen().values()].reduce((sum, one) => sum + one.reads + one.broken, 0);
  const before = reads();
  await until(() => {
    if (reads() < before + 2) throw new Error('nobody has looked yet');
  }, boundMs);
}

/** Says and shows what is expected. */
const honestly: Pick<Play<Stage>, 'begin' | 'end'> = {
  begin: () => {
    program.say('it fails');
    program.shows.metrics['trouble'] = 1;
  },
  end: () => {
    program.say('it works again');
    program.shows.metrics['trouble'] = 0;
  },
};

async function problemsOf(play: Partial<Play<Stage>>, within = boundMs): Promise<readonly string[]> {
  const stage: Stage = {
    programs: [program],
    prometheus: undefined,
    watcher,
    truth: () => new Set(targets),
    poolCount: () => 1,
  };
  const fault = { name: 'planted', what: '', signs: [sign], rounds: {}, mdservice: '', ...honestly, ...play };
  return (await runFault(stage, fault, within)).problems;
}

/** Shows this list until it was read, and then the right one. */
const publishing = (body: string): Partial<Play<Stage>> => ({
  begin: async (stage) => {
    await honestly.begin(stage);
    program.shows.body = body;
    await untilSeen();
    program.shows.body = listOf(targets);
  },
});

describe('a program', () => {
  test('that does as it must is let through', async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  test('that loses a target, only for a moment, is caught', async () => {
    expect(await problemsOf(publishing(listOf(targets.slice(1))))).toEqual(['1 targets were lost']);
  });

  test('that gives nothing at all is caught', async () => {
    expect(await problemsOf(publishing('[]'))).toEqual(['2 targets were lost']);
  });

  test('that invents a target is caught', async () => {
    expect(await problemsOf(publishing(listOf([...targets, '127.0.0.3:1'])))).toEqual([
      '1 targets were invented',
    ]);
  });

  test('that gives what is no list is caught', async () => {
    const [problem] = await problemsOf(publishing('null'));
    expect(problem).toMatch(/^HTTP read \d+ times what is no list$/);
  });

  test('whose own file was damaged is excused of that alone', async () => {
    const excuse = 'somebody else did it';
    expect(await problemsOf({ ...publishing('[]'), excuse })).toEqual([]);
    expect(await problemsOf({ begin: () => undefined, excuse }, vainMs)).not.toEqual([]);
  });

  test('that goes on to lack a target is never well again', async () => {
    const end: Play<Stage>['end'] = async (stage) => {
      await honestly.end?.(stage);
      program.shows.body = listOf(targets.slice(1));
      await untilSeen();
    };
    const problems = await problemsOf({ end }, vainMs);
    expect(problems).toContain('when it ends: HTTP has 1 targets, there are 2');
    expect(problems).toContain('1 targets were lost');
  });

  test('that is silent when it begins, or when it ends, is caught', async () => {
    const moved = (to: number) => (): void => void (program.shows.metrics['trouble'] = to);
    expect(await problemsOf({ begin: moved(1) }, vainMs)).toContain(
      'when it begins: planted does not say "it fails"',
    );
    expect(await problemsOf({ end: moved(0) }, vainMs)).toContain(
      'when it ends: planted does not say "it works again"',
    );
  });

  test('whose metric stands still, or does not come back, is caught', async () => {
    expect(await problemsOf({ begin: () => program.say('it fails') }, vainMs)).toContain(
      'when it begins: planted: trouble went from 0 to 0',
    );
    program.shows.metrics['trouble'] = 0;
    expect(await problemsOf({ end: () => program.say('it works again') }, vainMs)).toContain(
      'when it ends: planted: trouble is 1, it was 0',
    );
  });

  test('that says it again and again is caught', async () => {
    const begin: Play<Stage>['begin'] = async (stage) => {
      await honestly.begin(stage);
      await honestly.begin(stage);
    };
    expect(await problemsOf({ begin })).toContain('planted says "it fails" 2 times');
  });

  test('that warns of something else on every round is caught', async () => {
    const begin: Play<Stage>['begin'] = async (stage) => {
      await honestly.begin(stage);
      for (let round = 0; round < 3; round++) program.say('look at me');
    };
    expect(await problemsOf({ begin })).toEqual(['planted warns 3 times of "look at me"']);
  });

  test('that is ready when it should not be, or not ready when it should, is caught', async () => {
    expect(await problemsOf({ unready: ['planted'] }, vainMs)).toContain('when it begins: planted is ready');
    const begin: Play<Stage>['begin'] = async (stage) => {
      await honestly.begin(stage);
      program.shows.ready = false;
    };
    expect(await problemsOf({ begin }, vainMs)).toContain('when it begins: planted is not ready');
  });

  test('that does no work meanwhile has not been watched', async () => {
    expect(await problemsOf({ rounds: { lookups: 1 } }, vainMs)).toContain(
      'when it goes on: planted: lookups grew by 0 of 1',
    );
  });
});
