/** `npm run bench` lists the benches; `npm run bench -- NAME` runs one. The last line of a run is JSON. */
import * as control from './control.ts';
import * as fanout from './fanout.ts';
import * as frequency from './frequency.ts';
import * as frequencyDay from './frequency-day.ts';
import * as graphql from './graphql.ts';
import * as ingest from './ingest.ts';
import * as permissions from './permissions.ts';
import * as planner from './planner.ts';

interface Bench {
  readonly about: string;
  /** Prints what it finds, and returns the figures with units in their names. */
  readonly run: () => Promise<Readonly<Record<string, number>>>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  control,
  fanout,
  frequency,
  frequencyDay,
  graphql,
  ingest,
  permissions,
  planner,
};

const [name] = process.argv.slice(2);
const bench = name === undefined ? undefined : BENCHES[name];
if (bench) {
  const figures = await bench.run();
  console.log(JSON.stringify({ bench: name, ...figures }));
} else {
  const lines = Object.entries(BENCHES).map(([known, { about }]) => `  ${known.padEnd(12)}${about}`);
  console.log(['npm run bench -- NAME', '', ...lines].join('\n'));
  if (name !== undefined) {
    console.error(`There is no bench called ${name}.`);
    process.exitCode = 2;
  }
}
