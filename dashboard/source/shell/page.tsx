import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { hasMoved } from '../router.tsx';

interface PageProps {
  readonly title: string;
  readonly above?: ReactNode;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** One page: its title in the tab and, after a move inside the dashboard, the focus on it. */
export function Page({ title, above, beside, children }: PageProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Holdfast`;
  }, [title]);
  useEffect(() => {
    if (hasMoved()) heading.current?.focus();
  }, []);
  return (
    <main id="content" tabIndex={-1} className="page">
      {above}
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
      </div>
      {children}
    </main>
  );
}
