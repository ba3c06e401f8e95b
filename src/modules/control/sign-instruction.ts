import type { TenantId } from '../../kernel/ids.ts';
import type { DeviceAuthority, DocumentSigner } from '../../platform/device-authority.ts';
import type { Platform } from '../../platform/platform.ts';
import { agentName } from '../../wire/agent-name.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import type { WireInstruction } from '../../wire/instruction.ts';
import { DOCUMENT_SIGNING, printHeader, printStatement, signerName } from '../../wire/signed-instruction.ts';
import type { Instruction } from './instruction.ts';

/** A key is used for so long; its certificate is good long enough for what was signed last. */
const SIGNER_USE_MS = 86_400_000;

/** The signers of this process, one for each tenant: keys that are in its memory alone, and end with it. */
const signers = new WeakMap<DeviceAuthority, Map<TenantId, DocumentSigner>>();

/** The instruction as its site takes it; null where the process has no authority to sign by. */
export async function signInstruction(
  { authority, tenants }: Pick<Platform, 'authority' | 'tenants'>,
  tenantId: TenantId,
  instruction: Instruction,
): Promise<string | null> {
  if (!authority) return null;
  const { slug } = tenants.byId(tenantId);
  const { certificateDer, sign } = await signerOf(authority, { tenantId, slug });
  const audience = agentName({ tenantSlug: slug, siteId: instruction.siteId });
  const statement = printStatement({ audience, instruction: wireInstructionOf(instruction) });
  const signed = `${printHeader(certificateDer)}.${Buffer.from(statement).toString('base64url')}`;
  return `${signed}.${(await sign(Buffer.from(signed))).toString('base64url')}`;
}

async function signerOf(
  authority: DeviceAuthority,
  { tenantId, slug }: { tenantId: TenantId; slug: string },
): Promise<DocumentSigner> {
  const ofTenants = signers.get(authority) ?? new Map<TenantId, DocumentSigner>();
  signers.set(authority, ofTenants);
  const present = ofTenants.get(tenantId);
  if (present && authority.now().getTime() - present.issuedAt.getTime() < SIGNER_USE_MS) return present;
  const next = await authority.documentSigner({ commonName: signerName(slug), usage: DOCUMENT_SIGNING });
  ofTenants.set(tenantId, next);
  return next;
}

function wireInstructionOf(instruction: Instruction): WireInstruction {
  const { instructionId, batteryId, instructionSequence, validFrom, validUntil, setpoints, limits, responses } = instruction;
  return {
    id: printGlobalId('Instruction', instructionId),
    battery: { id: printGlobalId('Battery', batteryId) },
    instructionSequence,
    validFrom: validFrom.toISOString(),
    validUntil: validUntil.toISOString(),
    setpoints: setpoints.map(({ fromAt, untilAt, powerKw }) => ({
      fromAt: fromAt.toISOString(),
      untilAt: untilAt.toISOString(),
      powerKw,
    })),
    limits,
    responses: responses.map(({ service, direction, contractedPowerKw, fromAt, untilAt, deliverySeconds, curve }) => ({
      service,
      direction,
      contractedPowerKw,
      fromAt: fromAt.toISOString(),
      untilAt: untilAt.toISOString(),
      deliverySeconds,
      curve: [...curve],
    })),
  };
}
