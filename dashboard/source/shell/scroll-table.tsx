import type { ReactElement, ReactNode } from 'react';

type ScrollTableProps = Readonly<{ 'aria-label': string } | { 'aria-labelledby': string }> & {
  /** Of its box, where it is not the usual one. */
  readonly height?: 'low' | 'middle';
  readonly className?: string;
  readonly children: ReactNode;
};

/** A table that scrolls inside of its card, by the keyboard too. */
export function ScrollTable({ height, className, children, ...named }: ScrollTableProps): ReactElement {
  return (
    <div className={height ? `scroll-box scroll-box-${height}` : 'scroll-box'} tabIndex={0} role="region" {...named}>
      <table className={className ? `plain ${className}` : 'plain'}>{children}</table>
    </div>
  );
}
