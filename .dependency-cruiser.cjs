const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const TESTS = '\\.test\\.tsx?$';
const MODULES = 'src/modules';

/** Lower modules first, as `src/modules/all.ts` lists them. */
const order = [...readFileSync(join(__dirname, MODULES, 'all.ts'), 'utf8').matchAll(/^ {2}(\w+): \w+Module,$/gm)].map(
  ([, name]) => name,
);

/** Mathematics without data of its own, such as the optimizer: not in the list, imports the kernel only. */
const pure = readdirSync(join(__dirname, MODULES), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !order.includes(entry.name))
  .map(({ name }) => name);

if (order.length === 0) throw new Error('No module found in src/modules/all.ts: the order of modules would go unchecked');

const edgeDependencies = Object.keys(JSON.parse(readFileSync(join(__dirname, 'edge/package.json'), 'utf8')).dependencies);
const anyOf = (names) => `(${names.map((name) => name.replaceAll(/[.]/g, '\\.')).join('|')})`;

const onlyDownwards = order.slice(0, -1).map((name, index) => ({
  name: `${name}-stands-below-${order.slice(index + 1).join('-')}`,
  comment: 'A module imports only modules listed before it in all.ts. A lower one announces, an upper one reacts.',
  severity: 'error',
  from: { path: `^${MODULES}/${name}/`, pathNot: TESTS },
  to: { path: `^${MODULES}/${anyOf(order.slice(index + 1))}/` },
}));

const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbidden(
      'no-cycles',
      'A cycle of types costs nothing at run time; any other has no first file to read.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    forbidden(
      'resolvable',
      'An import that leads nowhere; the one excepted holds types only.',
      {},
      { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    ),
    forbidden(
      'kernel-is-pure',
      'The kernel imports nothing.',
      { path: '^src/kernel/', pathNot: TESTS },
      { pathNot: '^src/kernel/' },
    ),
    forbidden(
      'wire-is-a-contract',
      'Cloud and edge share it: kernel and the validator only.',
      { path: '^src/wire/', pathNot: `(${TESTS}|^src/wire/sparkplug\\.ts$)` },
      {
        pathNot: '^(src/(wire|kernel)/|node_modules/typebox/)',
      },
    ),
    forbidden(
      'sparkplug-is-a-contract',
      'Partners and cloud share it: what the rest of wire may import, and protobuf.',
      { path: '^src/wire/sparkplug\\.ts$' },
      {
        pathNot: '^(src/(wire|kernel)/|node_modules/(typebox|@bufbuild/protobuf)/)',
      },
    ),
    forbidden(
      'platform-knows-no-domain',
      'main > graphql > modules > platform > kernel.',
      { path: '^src/platform/', pathNot: TESTS },
      {
        path: '^(src|edge|dashboard|test|bench)/',
        pathNot: '^src/(platform/|kernel/|wire/global-id\\.ts$)',
      },
    ),
    forbidden(
      'modules-know-no-transport',
      'Only files that implement resolvers know GraphQL; `module.ts` names their type.',
      {
        path: `^${MODULES}/`,
        pathNot: `(${TESTS}|^${MODULES}/module\\.ts$|/(resolvers|follow-instructions)\\.ts$)`,
      },
      { path: '^(src/graphql/|node_modules/graphql/)' },
    ),
    forbidden(
      'nothing-below-main',
      'Only main puts the parts together.',
      { path: '^(src/(graphql|modules|platform|wire|sim)|edge)/', pathNot: TESTS },
      {
        path: '^src/main/',
      },
    ),
    forbidden(
      'one-door-per-module',
      'Another module is entered through its index.ts.',
      { path: `^${MODULES}/([^/]+)/`, pathNot: TESTS },
      {
        path: `^${MODULES}/([^/]+)/(?!index\\.ts$)`,
        pathNot: `^${MODULES}/$1/`,
      },
    ),
    forbidden(
      'outsiders-use-the-door',
      'A module is entered through its index.ts.',
      { path: '^(src/(?!modules/)|edge/|bench/)', pathNot: TESTS },
      {
        path: `^${MODULES}/[^/]+/(?!index\\.ts$)`,
      },
    ),
    forbidden(
      'pure-modules',
      'Mathematics imports the kernel only.',
      { path: `^${MODULES}/${anyOf(pure)}/`, pathNot: TESTS },
      {
        path: `^(src|edge|dashboard|test|bench)/`,
        pathNot: `^(src/kernel/|${MODULES}/${anyOf(pure)}/)`,
      },
    ),
    forbidden(
      'decisions-are-pure',
      'Arguments in, value out: no clock, no database, no I/O.',
      { path: '/decide-[^/]+\\.ts$', pathNot: TESTS },
      {
        path: '^src/(platform|graphql)/|/(reads|resolvers)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbidden(
      'decisions-do-no-io',
      'Arguments in, value out.',
      { path: '/decide-[^/]+\\.ts$', pathNot: TESTS },
      { dependencyTypes: ['core', 'npm'], dependencyTypesNot: ['type-only'] },
    ),
    forbidden(
      'edge-shares-kernel-and-wire',
      'The agent is its own package.',
      { path: '^edge/', pathNot: TESTS },
      {
        path: '^(src|dashboard|test|bench)/',
        pathNot: '^src/(kernel|wire)/',
      },
    ),
    forbidden(
      'edge-ships-what-it-declares',
      'Its package.json lists what it imports.',
      { path: '^edge/', pathNot: TESTS },
      {
        path: 'node_modules/',
        pathNot: `node_modules/(@types/)?${anyOf(edgeDependencies)}/`,
      },
    ),
    forbidden(
      'apache-code-stays-apache',
      'glpk.js is GPL-3.0: what installers get does not import it.',
      { path: '^(edge|src/kernel|src/wire)/' },
      {
        path: 'node_modules/glpk\\.js/',
      },
    ),
    forbidden(
      'pages-are-a-client',
      'The pages know the public promise, and the kernel.',
      { path: '^dashboard/' },
      {
        path: '^(src|edge|test|bench)/',
        pathNot: '^src/kernel/',
      },
    ),
    forbidden(
      'no-simulators-in-production',
      'Only the demo, tests and benches simulate.',
      {
        path: '^(src|edge|dashboard)/',
        pathNot: `(${TESTS}|^src/(sim|main/demo)/)`,
      },
      { path: '^src/sim/' },
    ),
    forbidden(
      'no-demo-behind-the-door',
      'The demo is one of two ways to start, nothing depends on it.',
      {
        path: '^(src|edge)/',
        pathNot: `(${TESTS}|^src/main/(demo/|start\\.ts$))`,
      },
      { path: '^src/main/demo/' },
    ),
    forbidden(
      'no-tests-in-production',
      'Code does not lean on its tests.',
      { path: '^(src|edge|dashboard)/', pathNot: TESTS },
      {
        path: `(^test/|${TESTS})`,
      },
    ),
    forbidden(
      'no-development-dependencies',
      'What runs in production is in dependencies.',
      { path: '^(src|edge)/', pathNot: TESTS },
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    ...onlyDownwards,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dashboard/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
