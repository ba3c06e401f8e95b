import { createContext, useContext } from 'react';
import type { Perspective } from './perspectives.ts';

/** As whom the page is looked at; null where the switch does not know. */
export const CurrentPerspective = createContext<Perspective | null>(null);

export function useCurrentPerspective(): Perspective | null {
  return useContext(CurrentPerspective);
}
