import { createContext, useContext } from 'react';
import { present } from '../../../src/kernel/assert.ts';
import type { ViewerQuery } from '../../generated/operations.ts';

export type Viewer = ViewerQuery['viewer'];

export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  return present(useContext(ViewerContext), 'a viewer around every page');
}

/** What the platform says the viewer may do with something; a page offers nothing else. */
export type ViewerCan = Viewer['viewerCan'];

export function can(viewerCan: ViewerCan, action: ViewerCan[number]['action']): boolean {
  return viewerCan.some((right) => right.action === action && right.allowed);
}

/** Why something is not the viewer's to see; null when it is. */
export function withheldReason(viewerCan: ViewerCan, action: ViewerCan[number]['action']): string | null {
  return viewerCan.find((right) => right.action === action)?.missing ?? null;
}
