import type { ReactElement } from 'react';

/** Said where something is left out because it is not the viewer's to see. */
export function NotYours({ reason }: { readonly reason: string }): ReactElement {
  return (
    <p className="hint not-yours">
      Not yours to see. <span>{reason}</span>
    </p>
  );
}
