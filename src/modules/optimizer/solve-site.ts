import { assert, present } from '../../kernel/assert.ts';
import { PRIORITY } from './build-battery.ts';
import { buildSite } from './build-site.ts';
import type { LinearProgrammeSolver } from './linear-programme.ts';
import { breakTies } from './break-ties.ts';
import type { SiteFacts } from './site-facts.ts';
import type { SiteProgramme } from './site-programme.ts';
import { decideIntegers, solveOnFace, solveStages } from './solve-stages.ts';

/** Powers below this, in the programme's unit, are solver noise. */
const NOISE = 1e-8;
/** Rounds in which only the pairs that were both above zero are decided; then all of them are. */
const LAZY_ROUND_COUNT = 3;

export interface SolvedSite {
  readonly site: SiteProgramme;
  readonly status: 'optimal' | 'feasible';
  readonly gapRatio: number;
  readonly values: Float64Array;
  /** What one more of each bound is worth, in the programme's units of money. */
  readonly rowDuals: Float64Array;
  readonly columnDuals: Float64Array;
}

/**
 * First without integers: the common case has no period that charges and discharges at once, and is then optimal for the whole
 * problem. Otherwise the pairs that offend, and those where both would pay by the prices, are decided by integers. Constraints
 * give way only where they cannot all be kept.
 */
export function solveSite(facts: SiteFacts, solver: LinearProgrammeSolver): SolvedSite {
  let elastic = false;
  let exclusive: ReadonlySet<string> = new Set();
  for (let round = 0; ; round += 1) {
    const site = buildSite(facts, { elastic, exclusive });
    const solved = solveOnce(facts, site, solver);
    if (solved === null) {
      assert(!elastic, 'a plan wherever every constraint may give way');
      elastic = true;
      continue;
    }
    const offending = site.pairs.filter(
      ({ one, other }) => valueAt(solved.values, one) > NOISE && valueAt(solved.values, other) > NOISE,
    );
    if (offending.length === 0) return solved;
    assert(
      offending.some(({ key }) => !exclusive.has(key)),
      'no pair that was decided to be both above zero',
    );
    const decided = round < LAZY_ROUND_COUNT ? [...offending, ...site.pairs.filter(({ pays }) => pays)] : site.pairs;
    exclusive = new Set([...exclusive, ...decided.map(({ key }) => key)]);
  }
}

function solveOnce(facts: SiteFacts, site: SiteProgramme, solver: LinearProgrammeSolver): SolvedSite | null {
  const objectives = [...keepingObjectives(site), site.programme.columnCost];
  const decided = decideIntegers(solver, site.programme, { objectives, nodeCountMax: facts.nodeCountMax });
  const stages = decided && solveStages(solver, decided.programme, objectives);
  if (!decided || !stages) return null;
  const { last: best, face } = stages;
  const calmest = best.unique ? null : solveOnFace(face, best, (ties) => breakTies({ facts, site, face: ties, solver }));
  const values = calmest?.solution.values ?? best.values;
  const { status, gapRatio } = decided;
  return { site, status, gapRatio, values, rowDuals: best.rowDuals, columnDuals: best.columnDuals };
}

/** Miss as little as possible, the most important first. */
function keepingObjectives({ slacks, programme }: SiteProgramme): Float64Array[] {
  const priorities = [...new Set(Object.values(PRIORITY))].filter((priority) =>
    slacks.some((slack) => slack.priority === priority),
  );
  return priorities.map((priority) => {
    const cost = new Float64Array(programme.columnCost.length);
    for (const slack of slacks) if (slack.priority === priority) cost[slack.column] = -slack.hours;
    return cost;
  });
}

function valueAt(values: Float64Array, column: number): number {
  return present(values[column], 'a value for each column');
}
