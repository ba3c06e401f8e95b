import { readFileSync } from 'node:fs';
import { type Anchor, type ChainReport, readAnchor, verifyChain } from '../../modules/tenancy/index.ts';
import { Fault } from '../../platform/fault.ts';
import type { TenantEntry } from '../../platform/platform.ts';
import type { TenantDb } from '../../platform/tenant-db.ts';

interface Audit {
  readonly db: TenantDb;
  readonly tenants: readonly TenantEntry[];
  readonly say: (line: string) => void;
}

const ANCHOR_LINE = /^([a-z0-9-]{1,40}) ([1-9]\d{0,14}) ([0-9a-f]{64})$/;

/** Verifies each tenant's chain and says what was found; false when one was tampered with. */
export async function verifyAudit({ db, tenants, say }: Audit, anchorsFile: string | null): Promise<boolean> {
  const anchors = anchorsFile === null ? new Map<string, Anchor[]>() : readAnchors(anchorsFile);
  let intact = true;
  for (const { tenantId, slug } of tenants) {
    const report = await db.read(tenantId, (tx) => verifyChain(tx, anchors.get(slug)));
    for (const line of linesOf(slug, report)) say(line);
    intact &&= report.problems.length === 0;
  }
  return intact;
}

/** Prints the head of each chain in the form that `--anchors` reads. */
export async function anchorAudit({ db, tenants, say }: Audit): Promise<void> {
  for (const { tenantId, slug } of tenants) {
    const head = await db.read(tenantId, readAnchor);
    if (head) say(`${slug} ${head.entrySequence} ${head.entryHash}`);
  }
}

function linesOf(slug: string, { entryCount, head, problems }: ChainReport): string[] {
  if (problems.length === 0) return [`ok       ${slug}: ${entryCount} entries, head ${head?.entryHash ?? 'none yet'}`];
  return problems.map(({ entrySequence, auditEntryId, finding }) => {
    const id = auditEntryId === null ? '' : ` (${auditEntryId})`;
    return `TAMPERED ${slug}: entry ${entrySequence}${id} ${finding}`;
  });
}

function readAnchors(file: string): Map<string, Anchor[]> {
  const anchors = new Map<string, Anchor[]>();
  for (const [index, line] of textOfFile(file).split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, slug, sequence, entryHash] = ANCHOR_LINE.exec(line.trim()) ?? [];
    if (!slug || !sequence || !entryHash)
      throw new Fault('BAD_USER_INPUT', { tell: `${file}, line ${index + 1}: not a line that \`audit anchor\` printed.` });
    anchors.set(slug, [...(anchors.get(slug) ?? []), { entrySequence: Number(sequence), entryHash }]);
  }
  return anchors;
}

function textOfFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Fault('BAD_USER_INPUT', { tell: `${file} cannot be read.`, cause: error });
  }
}
