import type { ReactElement, ReactNode } from 'react';

interface TileProps {
  readonly title: string;
  readonly note: ReactNode;
  /** Why the fact is not the viewer's to see, in the place of both. */
  readonly withheld?: string | null;
  readonly children: ReactNode;
}

/** One fact of a `dl.tiles`, and what it says. */
export function Tile({ title, note, withheld = null, children }: TileProps): ReactElement {
  if (withheld !== null) {
    return (
      <div className="tile tile-withheld">
        <dt>{title}</dt>
        <dd>
          <strong>Not yours to see</strong>
          <span className="tile-note">{withheld}</span>
        </dd>
      </div>
    );
  }
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
