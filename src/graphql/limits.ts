import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { Fault } from '../platform/fault.ts';

/** What one request may ask for. */
export const LIMITS = {
  depth: 12,
  /** Below `__schema` and `__type`; the query that every tool sends has 15. */
  introspectionDepth: 16,
  aliases: 30,
  directives: 8,
  rootFields: 20,
  tokens: 2_000,
  nodeIds: 100,
  /** Errors of validation that are reported; with the note that there are more, one above it. */
  validationErrors: 4,
  bodyBytes: 256 * 1024,
  operationSeconds: 10,
} as const;

interface Size {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
}

const NOTHING: Size = { depth: 0, introspectionDepth: 0, aliases: 0, directives: 0, rootFields: 0 };
const NAMES: Readonly<Record<keyof Size, string>> = {
  depth: 'levels of nested fields',
  introspectionDepth: 'levels of introspection',
  aliases: 'aliases',
  directives: 'directives',
  rootFields: 'fields at the root',
};

const accepted = new WeakSet<DocumentNode>();

/** Refuses a valid document of which any operation is larger than a limit. Fragments count wherever they are spread. */
export function requireWithinLimits(document: DocumentNode): void {
  if (accepted.has(document)) return;
  const sizeOf = createSizer(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = sizeOf(definition.selectionSet);
    const directives = size.directives + (definition.directives?.length ?? 0);
    requireSize({ ...size, directives });
  }
  accepted.add(document);
}

function requireSize(size: Size): void {
  // The keys of NAMES are those of Size.
  for (const key of Object.keys(NAMES) as (keyof Size)[]) {
    if (size[key] > LIMITS[key]) {
      throw new Fault('QUERY_TOO_LARGE', {
        tell: `A document may have at most ${LIMITS[key]} ${NAMES[key]}; this one has more.`,
      });
    }
  }
}

/** Measures each fragment once, so that fragments within fragments cannot make measuring itself expensive. */
function createSizer(document: DocumentNode): (selectionSet: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Size>();

  function sizeOf(selectionSet: SelectionSetNode): Size {
    return selectionSet.selections.map(sizeOfSelection).reduce(beside, NOTHING);
  }

  function sizeOfSelection(selection: SelectionSetNode['selections'][number]): Size {
    const directives = selection.directives?.length ?? 0;
    switch (selection.kind) {
      case Kind.FIELD: {
        const inner = selection.selectionSet ? sizeOf(selection.selectionSet) : NOTHING;
        const depth = inner.depth + 1;
        const isIntrospection = selection.name.value === '__schema' || selection.name.value === '__type';
        return {
          ...(isIntrospection
            ? { depth: 1, introspectionDepth: depth }
            : { depth, introspectionDepth: inner.introspectionDepth }),
          aliases: inner.aliases + (selection.alias ? 1 : 0),
          directives: inner.directives + directives,
          rootFields: 1,
        };
      }
      case Kind.INLINE_FRAGMENT: {
        const inner = sizeOf(selection.selectionSet);
        return { ...inner, directives: inner.directives + directives };
      }
      case Kind.FRAGMENT_SPREAD: {
        const inner = sizeOfFragment(selection.name.value);
        return { ...inner, directives: inner.directives + directives };
      }
    }
  }

  function sizeOfFragment(name: string): Size {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    const size = fragment ? sizeOf(fragment.selectionSet) : NOTHING;
    measured.set(name, size);
    return size;
  }

  return sizeOf;
}

function beside(left: Size, right: Size): Size {
  return {
    depth: Math.max(left.depth, right.depth),
    introspectionDepth: Math.max(left.introspectionDepth, right.introspectionDepth),
    aliases: left.aliases + right.aliases,
    directives: left.directives + right.directives,
    rootFields: left.rootFields + right.rootFields,
  };
}
