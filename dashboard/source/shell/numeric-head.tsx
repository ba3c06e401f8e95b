import type { ReactElement } from 'react';

/** Heads a column of numbers; the unit where they all have the same. */
export function NumericHead({ title, unit }: { readonly title: string; readonly unit?: string }): ReactElement {
  return (
    <th scope="col" className="numeric">
      {title}
      {unit !== undefined && (
        <>
          {' '}
          <small>{unit}</small>
        </>
      )}
    </th>
  );
}
