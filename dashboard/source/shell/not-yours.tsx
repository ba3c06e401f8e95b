import type { ReactElement } from 'react';

/** Said where something is left out because it is not the viewer's to see. */
export function NotYours({ what, reason }: { readonly what?: string; readonly reason: string }): ReactElement {
  return (
    <p className="hint not-yours">
      {what === undefined ? 'Not yours to see.' : `${what}: not yours to see.`} <span>{reason}</span>
    </p>
  );
}
