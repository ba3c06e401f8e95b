import type { ReactElement, ReactNode } from 'react';

interface TileProps {
  readonly title: string;
  readonly note: ReactNode;
  readonly children: ReactNode;
}

/** One fact of a `dl.tiles`, and what it says. */
export function Tile({ title, note, children }: TileProps): ReactElement {
  return (
    <div className="tile">
      <dt>{title}</dt>
      <dd>
        {children}
        <span className="tile-note">{note}</span>
      </dd>
    </div>
  );
}
