import type { DemoFile } from './credentials.ts';

/** What a newcomer sees first: where to look, what to ask, and with which key. */
export function greeting(demo: DemoFile, { dataDir }: { dataDir: string }): string {
  const operator = demo.tenants[0]?.apiKeys['OPERATOR'] ?? '';
  const query = '{ batteries(first: 5) { nodes { name latestReading { activePowerKw socPercent } } } }';
  const keys = demo.tenants.flatMap((tenant) => [
    `  ${tenant.name}`,
    ...tenant.keys.map(({ role, party, key }) => `    ${(party === null ? role : `${role} for ${party}`).padEnd(40)} ${key}`),
  ]);
  const people = demo.tenants.flatMap((tenant) => [
    `  ${tenant.name}, short name ${tenant.slug}`,
    ...tenant.users.map(({ role, party, email, password }) => `    ${(party ?? role).padEnd(40)} ${email}   ${password}`),
  ]);
  return [
    '',
    `Dashboard  ${demo.dashboardUrl}`,
    `GraphiQL   ${demo.graphiqlUrl}   (with ready-made queries)`,
    `API        ${demo.url}   and   ${demo.wsUrl}`,
    `Metrics    ${demo.metricsUrl}`,
    '',
    'Demo keys:',
    ...keys,
    ...(people.length > demo.tenants.length ? ['', `People who can sign in at ${originOf(demo)}:`, ...people] : []),
    '',
    'Try:',
    `  curl ${demo.url} -H 'Content-Type: application/json' -H 'Authorization: Bearer ${operator}' \\`,
    `    -d '${JSON.stringify({ query })}'`,
    '',
    `The same facts are in ${dataDir}/demo.json. Ctrl-C stops.`,
  ].join('\n');
}

function originOf({ dashboardUrl }: DemoFile): string {
  return new URL(dashboardUrl).origin;
}
