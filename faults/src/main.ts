/**
 * `npm run test:faults -- NAME…`
 */
import { allFaults } from './catalogue.ts';
import { runFaults } from './run/lanes.ts';

const names = process.argv.slice(2);
const outcomes = await runFaults(
  allFaults.filter(({ name }) => names.length === 0 || names.includes(name)),
  {
    lanes: 4,
    perLane: 8,
    obstacle: () => undefined,
    onOutcome: (outcome) => {
      if (outcome.kind !== 'ran') console.log(outcome.kind, outcome.fault.name, outcome.why);
      else
        console.log(
          outcome.fault.name,
          outcome.before,
          outcome.noticeMs?.toFixed(0),
          outcome.recoverMs?.toFixed(0),
          [...outcome.seen].map(
            ([n, t]) =>
              `${n}: reads ${t.reads} fewest ${t.fewest} last ${t.last} lost ${t.lost.size} inv ${t.invented.size} ref ${t.refused}`,
          ),
          outcome.problems,
        );
    },
  },
);
void outcomes;
