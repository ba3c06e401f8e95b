import { createContext, useContext } from 'react';
import { present } from '../../../src/kernel/assert.ts';
import type { ApiKeyRole, BatteryDetailQuery, ViewerQuery } from '../../generated/operations.ts';

export type Viewer = ViewerQuery['viewer'];

export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  return present(useContext(ViewerContext), 'a viewer around every page');
}

const ABILITIES = {
  readDeadLetters: ['ADMIN', 'OPERATOR'],
} as const satisfies Record<string, readonly ApiKeyRole[]>;

/** Whether to offer something. The platform decides for itself; this only spares people buttons that would be refused. */
export function may(viewer: Viewer, ability: keyof typeof ABILITIES): boolean {
  const roles: readonly ApiKeyRole[] = ABILITIES[ability];
  return roles.includes(viewer.role);
}

/** What the platform says the viewer may do with a battery; a page offers nothing else. */
export type ViewerCan = NonNullable<BatteryDetailQuery['battery']>['viewerCan'];

export function can(viewerCan: ViewerCan, action: ViewerCan[number]['action']): boolean {
  return viewerCan.some((right) => right.action === action && right.allowed);
}

/** Why something is not the viewer's to see; null when it is. */
export function withheldReason(viewerCan: ViewerCan, action: ViewerCan[number]['action']): string | null {
  return viewerCan.find((right) => right.action === action)?.missing ?? null;
}
