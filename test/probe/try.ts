import { startProbeServer, copyOf } from './databases.ts';
import { makeSeeds } from './seed.ts';
import { Findings } from './findings.ts';
import { openTwins } from './twin-world.ts';
import { askWhatWorks } from './suites/works.ts';
import { askDoors, askLog } from './suites/doors.ts';
import { askAsAgent, askWithForgedTokens } from './suites/credentials.ts';
const t0 = performance.now(); const lap = (w: string) => console.log(w, ((performance.now() - t0) / 1000).toFixed(2));
const server = await startProbeServer(); lap('server');
const seeds = await makeSeeds(server.adminUrl); lap('seeds');
for (const template of [seeds.templates.twins, seeds.templates.open]) 
for (const suite of [askWhatWorks, askDoors, askWithForgedTokens, askAsAgent]) {
const findings = new Findings({ leakCountMax: 10 });
const twins = await openTwins(seeds, { template, findings }); lap('open ' + template);
try {
await suite(twins); lap(`${suite.name} ${findings.probeCount}`); if (suite !== askDoors) askLog(twins);
} catch (error) { console.log(String(error).slice(0,300), error instanceof Error ? error.stack?.slice(0,600) : ''); }
console.log(findings.leaks.slice(0, 4).map((l) => l.slice(0, 900)).join('\n'), findings.leaks.length);
await twins.close();
}
await server.stop();
