import { readFileSync } from 'node:fs';
import Type from 'typebox';
import { Value } from 'typebox/value';

/**
 * An `npm install` beside an existing node_modules may drop the binaries of other platforms from the lock, and `npm ci` then
 * refuses it everywhere. Each optional dependency needs its entry, with a version, whether or not it fits this machine.
 */
const Lock = Type.Object({
  packages: Type.Record(
    Type.String(),
    Type.Object({
      version: Type.Optional(Type.String()),
      link: Type.Optional(Type.Boolean()),
      resolved: Type.Optional(Type.String()),
      optionalDependencies: Type.Optional(Type.Record(Type.String(), Type.String())),
    }),
  ),
});

const { packages } = Value.Parse(Lock, JSON.parse(readFileSync('package-lock.json', 'utf8')));
const findings = Object.entries(packages).flatMap(([place, { version, link, resolved, optionalDependencies = {} }]) => [
  ...(version === undefined && link !== true && place.includes('node_modules/') ? [`${place} has no version`] : []),
  ...(resolved?.startsWith('http') ? [`${place} names where it was downloaded`] : []),
  ...Object.keys(optionalDependencies)
    .filter((name) => !isLocked(place, name))
    .map((name) => `${name} is missing, which ${place} may need on another machine`),
]);
for (const finding of findings) console.log(`package-lock.json: ${finding}`);
if (findings.length > 0) process.exitCode = 1;

/** As Node looks for a package: in the folder of its dependent, then in each folder around it. */
function isLocked(place: string, name: string): boolean {
  const nested = `${place}/node_modules/${name}`;
  if (nested in packages) return true;
  const around = place.lastIndexOf('/node_modules/');
  return around === -1 ? `node_modules/${name}` in packages : isLocked(place.slice(0, around), name);
}
