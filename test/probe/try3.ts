import { sites } from './mutants/switches.ts';
await import('./twin-world.ts');
await import('../harness/world.ts');
const by = new Map<string, number>();
for (const s of sites) by.set(s.mutantClass, (by.get(s.mutantClass) ?? 0) + 1);
console.log(by);
for (const s of sites) if (s.mutantClass !== 'tenant condition') console.log(s.mutantClass, '|', s.file.replace('src/modules/', ''), s.line, s.what);
