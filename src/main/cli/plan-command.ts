import { checkProblem, loadSolver, planSite, type SolverName } from '../../modules/optimizer/index.ts';
import { Fault } from '../../platform/fault.ts';
import { readText } from './read-text.ts';

/** Plans the problem in a file and prints the plan; false when the problem contradicts itself, printed with every place. */
export async function planFile(
  { file, solver }: { file: string; solver: SolverName },
  { say }: { say: (line: string) => void },
): Promise<boolean> {
  const checked = checkProblem(parsed(await readText(file), file));
  if (checked.errors) {
    say(JSON.stringify({ status: 'INFEASIBLE', errors: checked.errors }, null, 2));
    return false;
  }
  say(JSON.stringify(planSite(checked.problem, await loadSolver(solver)), null, 2));
  return true;
}

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Fault('BAD_USER_INPUT', {
      tell: `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    });
  }
}
