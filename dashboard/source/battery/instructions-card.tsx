import type { ReactElement } from 'react';
import type { InstructionDetailFragment, InstructionState } from '../../generated/operations.ts';
import { NotYours } from '../shell/not-yours.tsx';
import { ScrollTable } from '../shell/scroll-table.tsx';
import { clockTimeWithSeconds, dayAndTime, zoneName } from '../site-time.ts';

const STATE_WORDS: Readonly<Record<InstructionState, { readonly word: string; readonly tone: string }>> = {
  ISSUED: { word: 'Issued', tone: 'wait' },
  DELIVERED: { word: 'On site', tone: 'wait' },
  APPLIED: { word: 'Applied', tone: 'good' },
  EXECUTING: { word: 'Followed', tone: 'good' },
  REFUSED: { word: 'Refused', tone: 'bad' },
  SUPERSEDED: { word: 'Superseded', tone: 'past' },
  EXPIRED: { word: 'Expired', tone: 'warn' },
  UNDELIVERABLE: { word: 'Not confirmed', tone: 'bad' },
};

interface InstructionsProps {
  readonly instructions: readonly InstructionDetailFragment[];
  readonly followedSequence: number | null;
  readonly timeZone: string;
  /** Why they are not the viewer's to see; null when they are. */
  readonly unseen: string | null;
}

export function InstructionsCard({ instructions, followedSequence, timeZone, unseen }: InstructionsProps): ReactElement {
  const newest = instructions[0];
  return (
    <section className="card" aria-labelledby="instructions-title">
      <h2 id="instructions-title">Instructions</h2>
      {unseen !== null ? (
        <NotYours reason={unseen} />
      ) : newest === undefined ? (
        <p className="hint">None sent yet.</p>
      ) : (
        <ScrollTable aria-labelledby="instructions-title" height="low">
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Issued ({zoneName(Date.parse(newest.issuedAt), timeZone)})</th>
              <th scope="col">State</th>
              <th scope="col">Holds until</th>
            </tr>
          </thead>
          <tbody>
            {instructions.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.instructionSequence}</th>
                <td>{clockTimeWithSeconds(Date.parse(one.issuedAt), timeZone)}</td>
                <td>
                  <span className={`tag tag-${STATE_WORDS[one.state].tone}`}>{STATE_WORDS[one.state].word}</span>
                  {one.instructionSequence === followedSequence && <span className="hint"> in force</span>}
                  {one.refusalReason !== null && <p className="hint">{one.refusalReason}</p>}
                </td>
                <td>{dayAndTime(Date.parse(one.validUntil), timeZone)}</td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
    </section>
  );
}
