import {
  checkPortfolio,
  checkProblem,
  loadSolver,
  planPortfolio,
  planSite,
  type PortfolioPlan,
  type SitePlan,
  type SolverName,
} from '../../modules/optimizer/index.ts';
import { Fault } from '../../platform/fault.ts';
import { readText } from './read-text.ts';

/** Plans the problem in a file and prints the plan; false when the problem contradicts itself, printed with every place. */
export async function planFile(
  { file, solver }: { file: string; solver: SolverName },
  { say }: { say: (line: string) => void },
): Promise<boolean> {
  const value = parsed(await readText(file), file);
  const told = isPortfolio(value) ? portfolioAnswer(value) : await siteAnswer(value, solver);
  say(JSON.stringify(told, null, 2));
  return told.status !== 'INFEASIBLE';
}

interface Refused {
  readonly status: 'INFEASIBLE';
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

/** What batteries share is what makes them a portfolio. */
function isPortfolio(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'portfolio' in value;
}

function portfolioAnswer(value: unknown): PortfolioPlan | Refused {
  const { problem, errors } = checkPortfolio(value);
  return errors ? { status: 'INFEASIBLE', errors } : planPortfolio(problem);
}

async function siteAnswer(value: unknown, solver: SolverName): Promise<SitePlan | Refused> {
  const { problem, errors } = checkProblem(value);
  return errors ? { status: 'INFEASIBLE', errors } : planSite(problem, await loadSolver(solver));
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
