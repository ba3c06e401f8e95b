import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type DocumentNode, type FragmentDefinitionNode, Kind, parse, print, visit } from 'graphql';
import type { Actor } from '../modules/tenancy/index.ts';
import { Fault } from '../platform/fault.ts';

const DOCUMENT_FOLDER = new URL('../../dashboard/documents/', import.meta.url);

/** Says over HTTP which client asks; over a socket, `client` beside the credential does. */
export const CLIENT_HEADER = 'x-holdfast-client';
const DASHBOARD_CLIENT = 'dashboard';
const EXPLORER_CLIENT = 'explorer';

export interface TrustedDocuments {
  /** Documents by their hash. */
  readonly manifest: ReadonlyMap<string, string>;
  /** Refuses a document that is none of the dashboard's own. */
  demand(document: DocumentNode): void;
}

/** The documents of our own pages: a script that got into a page can send nothing that the page would not. */
export function readTrustedDocuments(folder: URL = DOCUMENT_FOLDER): TrustedDocuments {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.graphql')) : [];
  return trustDocuments(names.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n'));
}

export function trustDocuments(text: string): TrustedDocuments {
  const { definitions } = text.trim() === '' ? { definitions: [] } : parse(text);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const manifest = new Map<string, string>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const document = { kind: Kind.DOCUMENT, definitions: [definition, ...fragmentsOf(definition, fragments)] } as const;
    const printed = normalised(document);
    manifest.set(hashOf(printed), printed);
  }
  const known = new WeakSet<DocumentNode>();
  return {
    manifest,
    demand(document) {
      if (known.has(document)) return;
      if (!manifest.has(hashOf(normalised(document)))) {
        throw new Fault('FORBIDDEN', { tell: 'This client may send its own documents only.' });
      }
      known.add(document);
    },
  };
}

interface Asker {
  readonly actor: Actor;
  /** The client that it says it is. */
  readonly clientId: string | null | undefined;
  /** Whether the explorer is served here and the tenant lets the schema be read. */
  readonly explores: boolean;
}

/** Whether somebody may send the dashboard's documents only: a token of the dashboard does not become another's by what it says. */
export function isHeldToDocuments({ actor, clientId, explores }: Asker): boolean {
  if (clientId === DASHBOARD_CLIENT) return true;
  const isDashboard = actor.kind === 'user' && actor.isDashboard;
  return isDashboard && !(explores && clientId === EXPLORER_CLIENT);
}

/** The fragments that a definition spreads, and those that they spread. */
function fragmentsOf(
  definition: DocumentNode['definitions'][number],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  found = new Set<FragmentDefinitionNode>(),
): ReadonlySet<FragmentDefinitionNode> {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (!fragment || found.has(fragment)) return;
      found.add(fragment);
      fragmentsOf(fragment, fragments, found);
    },
  });
  return found;
}

/** The same text for the same document, however its client printed it and in which order. */
function normalised({ definitions }: DocumentNode): string {
  return definitions
    .map((definition) => print(definition))
    .toSorted()
    .join('\n');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
