import { ROOT_FIELDS } from '../../api/root-fields.ts';
import { newKey } from '../../harness/world.ts';
import type { Ids } from '../../api/stage.ts';
import { readAnchor, verifyChain } from '../../../src/modules/tenancy/index.ts';
import { type AskerName, ASKER_NAMES, ASKERS } from '../actors.ts';
import { codesOf, normalised, type Reply, send } from '../send.ts';
import { underLocks } from '../shadow.ts';
import { openStreams } from '../streams.ts';
import type { TwinWorld } from '../twin-world.ts';
import { A, B, hashesOf, SHADOW_ID } from '../twins.ts';
import { unchanged } from '../unchanged.ts';
import { askWithoutSight } from './webhooks.ts';

/** What A may do works, gives what is A's, and leaves every row of B and of the shadow as it was. */
export async function askWhatWorks(twins: TwinWorld): Promise<void> {
  await unchanged(twins, 'what A does', () =>
    underLocks(twins.ownerUrl, async () => {
      for (const { field, document, as, variables, gives } of ROOT_FIELDS) {
        const asker = as === 'ADMIN' || as === 'OPERATOR' || as === 'VIEWER' ? as : ASKERS[as] && as;
        const credential = await ASKERS[asker](twins.world, 'alder');
        const question = { document, variables: variables(twins.staged.alder) };
        const reply = await answerTo(twins, { field, credential, question });
        twins.judge(`${field} as ${asker}`, reply.body, Object.values(twins.ids.alder));
        // A GraphQL answer; a field that is missing is a finding.
        const { data } = JSON.parse(reply.body) as { data?: Record<string, unknown> | null };
        const given = data?.[field.slice(field.indexOf('.') + 1)];
        const fits = codesOf(reply.body).length === 0 && given !== undefined && (gives === null || holds(given, gives));
        twins.findings.expect(`${field} as ${asker}`, fits, `does not give A what is A's: ${reply.body}`);
      }
    }),
  );
  await askReplay(twins);
  await askSupportTrail(twins);
  await askChain(twins);
}

/** The answer over HTTP, or what a stream says first. */
export async function answerTo(
  { world }: TwinWorld,
  {
    field,
    credential,
    question,
  }: { field: string; credential: string | null; question: { document: string; variables: object } },
): Promise<Reply> {
  if (!field.startsWith('Subscription.')) return send(world, credential, question);
  const streams = openStreams(world, credential);
  const body = await streams.first(question);
  streams.close();
  return { status: 200, headers: '', body: body === 'quiet' ? '{}' : body };
}

/** Who may not is refused, with A's own ids: the roles that each field names, and support staff for any change. */
export async function askRefusals(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  const refused = ROOT_FIELDS.flatMap((root) => {
    const staff = root.field.startsWith('Mutation.') ? (['support'] as const) : [];
    return [...new Set([...root.refused, ...staff])].map((asker) => ({ root, asker }));
  });
  for (const asker of ASKER_NAMES) await ASKERS[asker](world, 'alder');
  const before = await hashesOf(world.owner, [A.tenantId]);
  const denialsBefore = await denialsOf(twins);
  await unchanged(twins, 'what A may not do', async () => {
    for (const { root, asker } of refused) {
      const credential = await ASKERS[asker](world, 'alder');
      const question = { document: root.document, variables: root.variables(twins.staged.alder) };
      const { body } = await answerTo(twins, { field: root.field, credential, question });
      twins.judge(`${root.field} as ${asker}`, body, Object.values(twins.ids.alder));
      // Staff is told that it changes nothing at all, whatever it may see of the tenant.
      const isChange = root.field.startsWith('Mutation.');
      const isTold = asker !== 'support' || !isChange || body.includes('"reason":"CREDENTIAL_KIND"');
      findings.expect(`${root.field} as ${asker}`, codesOf(body).includes('FORBIDDEN') && isTold, `is not refused: ${body}`);
    }
    await askNodesByRole(twins);
  });
  findings.expect('denials', (await denialsOf(twins)) > denialsBefore, "are not in A's trail");
  const after = await hashesOf(world.owner, [A.tenantId]);
  // Each refusal is in the trail, and each use of a credential is noted.
  for (const [table, hash] of before) {
    findings.expect('refused changes', GROWING.test(table) || after.get(table) === hash, `are carried out in ${table}`);
  }
  await askWithoutSight(twins);
}

const GROWING = /^(?:api_key|audit_.*|consent|external_identity|oauth_client|support_session)$/;

async function denialsOf({ world }: TwinWorld): Promise<number> {
  return (await world.owner`select 1 from audit_entry where tenant_id = ${A.tenantId} and decision = 'DENIED'`).count;
}

/** Whoever has all that the owner has. */
const OF_THE_OWNER = ['owner', 'signedIn', 'external'] as const satisfies readonly AskerName[];
/** Whoever may see the battery that is staged. */
const OF_THE_BATTERY: readonly AskerName[] = [
  ...(['ADMIN', 'OPERATOR', 'VIEWER', 'support', 'agent', 'scoped', 'service'] as const),
  ...(['optimiser', 'supplier', 'person'] as const),
  ...OF_THE_OWNER,
];

/** Objects that no agreement is about, and who may look them up by their ids; every other asker gets nothing. */
const SEEN_BY: Readonly<Partial<Record<keyof Ids, readonly AskerName[]>>> = {
  Tenant: ASKER_NAMES.filter((asker) => asker !== 'nobody'),
  Party: ['ADMIN', 'OPERATOR', 'VIEWER', 'support', 'person', ...OF_THE_OWNER],
  ApiKey: ['ADMIN'],
  AuditEntry: ['ADMIN'],
  SupportSession: ['ADMIN'],
  ExternalIdentity: ['ADMIN'],
  User: ['ADMIN'],
  OAuthClient: ['ADMIN'],
  Consent: ['ADMIN', ...OF_THE_OWNER],
  DeadLetter: ['ADMIN', 'OPERATOR'],
  WebhookEndpoint: ['ADMIN'],
  WebhookMessage: ['ADMIN'],
  Site: [...OF_THE_BATTERY, 'lessee'],
  Battery: OF_THE_BATTERY,
};

async function askNodesByRole({ world, findings, staged }: TwinWorld): Promise<void> {
  // The keys of a literal object are its type's keys.
  for (const type of Object.keys(SEEN_BY) as (keyof typeof SEEN_BY)[]) {
    for (const asker of ASKER_NAMES) {
      const id = staged.alder[type];
      const credential = await ASKERS[asker](world, 'alder');
      const { body } = await send(world, credential, { document: 'query($id: ID!) { node(id: $id) { id } }', variables: { id } });
      findings.count();
      const isSeen = body.includes(`"id":"${id}"`);
      findings.expect(
        `node of type ${type} as ${asker}`,
        isSeen === SEEN_BY[type]?.includes(asker),
        `is ${isSeen ? '' : 'not '}given: ${body}`,
      );
    }
  }
}

/** The same change with the same key is answered alike, though the shadow has an outcome of its own under that key. */
async function askReplay({ world, findings, staged }: TwinWorld): Promise<void> {
  const admin = await world.key('alder', 'ADMIN');
  const key = newKey();
  const hex = admin.split('_')[2] ?? '';
  await world.owner`
    insert into idempotent_outcome (tenant_id, credential_id, idempotency_key, operation, input_hash, outcome, created_at)
    values (${SHADOW_ID}, ${hex}::uuid, ${key}, 'requestPlan', decode('00', 'hex'), '{"batteryId":"CNRY"}', now())`;
  const document =
    'mutation($input: RequestPlanInput!) { requestPlan(input: $input) { ... on PlanRequested { battery { id } } } }';
  const variables = { input: { idempotencyKey: key, batteryId: staged.alder.Battery } };
  const ask = async (): Promise<string> => normalised((await send(world, admin, { document, variables })).body);
  await unchanged({ world, findings }, 'a repeated change', async () => {
    const [first, second] = [await ask(), await ask()];
    findings.count(2);
    findings.expect(
      'a repeated change',
      first.includes(`"id":"${staged.alder.Battery}"`) && first === second,
      `is answered with ${first} and ${second}`,
    );
  });
}

/** Whatever support staff read is in the tenant's own trail. */
async function askSupportTrail({ world, findings }: TwinWorld): Promise<void> {
  const count = async (): Promise<number> =>
    (await world.owner`select 1 from audit_entry where tenant_id = ${A.tenantId} and actor_kind = 'support'`).count;
  const before = await count();
  const { token } = await world.support('alder');
  await unchanged({ world, findings }, 'what support staff read', async () => {
    await send(world, token, { document: '{ batteries(first: 1) { nodes { id } } }', variables: {} });
    const streams = openStreams(world, token);
    await streams.first({ document: 'subscription { readings { measuredAt } }', variables: {} });
    streams.close();
  });
  findings.count(2);
  findings.expect('support access', (await count()) === before + 2, 'reads without an entry in the trail');
}

/** The chain of A's trail is whole by A's own entries, whatever stands in others'. */
async function askChain({ world, findings }: TwinWorld): Promise<void> {
  const { problems } = await world.services.db.read(A.tenantId, (tx) => verifyChain(tx));
  findings.count();
  findings.expect('the chain of the trail', problems.length === 0, `is not whole: ${JSON.stringify(problems)}`);
  // Of both: a head that is taken without asking whose it is happens to be the right one for one of them.
  for (const { tenantId } of [A, B]) {
    const [head] = await world.owner<{ hash: string }[]>`
      select encode(entry_hash, 'hex') as hash from audit_head where tenant_id = ${tenantId}`;
    const anchor = await world.services.db.read(tenantId, readAnchor);
    findings.count();
    findings.expect('the head of the trail', anchor?.entryHash === head?.hash, "is another tenant's");
  }
}

/** Sequences depend on what was staged before; the rest must be there as told. */
function holds(found: unknown, told: unknown, key = ''): boolean {
  if (key === 'instructionSequence') return typeof found === 'number';
  if (Array.isArray(told)) {
    return Array.isArray(found) && found.length === told.length && told.every((one, index) => holds(found[index], one));
  }
  if (typeof told !== 'object' || told === null) return found === told;
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(told).every(([name, one]) => holds(Reflect.get(found, name), one, name));
}
