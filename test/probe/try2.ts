import { getNamedType } from 'graphql';
import { schema } from './twin-world.ts';
import { rootFieldsOf, selectionsOf } from './schema-paths.ts';
let n = 0;
for (const r of rootFieldsOf(schema)) { const c = selectionsOf(schema, getNamedType(r.field.type)).length; n += c; process.stdout.write(`${r.name} ${c}; `); }
console.log(n);
