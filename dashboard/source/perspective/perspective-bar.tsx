import { type ReactElement, useEffect, useRef } from 'react';
import { keepFocus } from '../router.tsx';
import type { Perspective } from './perspectives.ts';

interface PerspectiveBarProps {
  readonly perspectives: readonly Perspective[];
  readonly currentKey: string;
  /** What is looked at, as in `Look at this battery as`. */
  readonly what: string;
  readonly onKey: (key: string) => void;
}

let switched = false;

/** The same page as somebody else: one button for each. It stays at the top while the page is scrolled. */
export function PerspectiveBar({ perspectives, currentKey, what, onKey }: PerspectiveBarProps): ReactElement | null {
  const pressed = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // On a phone the row is longer than the screen.
    pressed.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
    if (!switched) return;
    switched = false;
    // Everything was drawn anew for the other credential: the keyboard goes on where it was.
    pressed.current?.focus({ preventScroll: true });
  }, [currentKey, what]);
  if (perspectives.length < 2) return null;
  const switchTo = (key: string): void => {
    switched = true;
    keepFocus();
    onKey(key);
  };
  return (
    <div className="perspectives">
      <div className="perspectives-row" role="group" aria-label={`Look at ${what} as`}>
        <span className="perspectives-title" aria-hidden="true">
          Look at {what} as
        </span>
        {perspectives.map(({ key, label, name }) => (
          <button
            key={key}
            ref={key === currentKey ? pressed : null}
            type="button"
            className="perspective"
            aria-pressed={key === currentKey}
            onClick={() => key !== currentKey && switchTo(key)}
          >
            <span>{label}</span>
            <small>{name}</small>
          </button>
        ))}
      </div>
    </div>
  );
}
