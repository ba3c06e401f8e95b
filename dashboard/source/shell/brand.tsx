import type { ReactElement } from 'react';
import markUrl from '../mark.svg';

export function Brand(): ReactElement {
  return (
    <span className="brand">
      <img src={markUrl} alt="" width="28" height="28" />
      Holdfast
    </span>
  );
}
