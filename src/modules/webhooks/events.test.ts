import { expect, test } from 'vitest';
import type { TenantId } from '../../kernel/ids.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { BODY, printEvent } from './events.ts';

// Of this test alone.
const tenantId = '11111111-1111-4111-8111-111111111111' as TenantId;
const batteryId = '22222222-2222-4222-8222-222222222222';

test('an event is printed by the names of its facts: global ids, instants as in the API, the rest as it is', () => {
  const facts = { batteryId, siteId: null, state: 'STALE', sinceAt: '2026-05-12T10:00:00+01:00', periodIndex: 3 };
  const happenedAt = new Date('2026-05-12T09:00:30Z');
  expect(JSON.parse(printEvent({ eventType: 'DEAD_LETTER_ARRIVED', happenedAt, facts }, tenantId))).toEqual({
    type: 'dead_letter.arrived',
    timestamp: '2026-05-12T09:00:30.000Z',
    data: {
      tenantId: printGlobalId('Tenant', tenantId),
      batteryId: printGlobalId('Battery', batteryId),
      siteId: null,
      state: 'STALE',
      sinceAt: '2026-05-12T09:00:00.000Z',
      periodIndex: 3,
    },
  });
});

test('the schema that partners read is the one that is kept (update it with `vitest -u`)', async () => {
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'What is sent to webhook endpoints', ...BODY };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../docs/webhook-events.schema.json');
});
