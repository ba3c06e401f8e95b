import { createContext, useContext } from 'react';
import { present } from '../../../src/kernel/assert.ts';
import type { ApiKeyRole, ViewerQuery } from '../../generated/operations.ts';

type Viewer = ViewerQuery['viewer'];

export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  return present(useContext(ViewerContext), 'a viewer around every page');
}

const ABILITIES = {
  setIntent: ['ADMIN', 'OPERATOR', 'OPTIMISER', 'OWNER'],
  requestPlan: ['ADMIN', 'OPERATOR', 'OPTIMISER'],
  override: ['ADMIN', 'OPERATOR'],
  readDeadLetters: ['ADMIN', 'OPERATOR'],
} as const satisfies Record<string, readonly ApiKeyRole[]>;

/** Whether to offer something. The platform decides for itself; this only spares people buttons that would be refused. */
export function may(viewer: Viewer, ability: keyof typeof ABILITIES): boolean {
  const roles: readonly ApiKeyRole[] = ABILITIES[ability];
  return roles.includes(viewer.role);
}
