import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokerContract } from '../../test/contracts/broker.ts';
import { quietLog } from '../../test/harness/quiet-log.ts';
import { startEmbeddedBroker, type EmbeddedBroker } from './embedded-broker.ts';
import { connectMqtt } from './mqtt.ts';

let broker: EmbeddedBroker;
const own = (topic: string): boolean => topic.startsWith('t/');

beforeAll(async () => {
  const authenticate = async (
    username: string,
    password: string,
  ): ReturnType<Parameters<typeof startEmbeddedBroker>[0]['authenticate']> =>
    username === 'site' && password === 'secret' ? { mayPublish: own, maySubscribe: own } : null;
  broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, authenticate, log: quietLog });
});
afterAll(() => broker.stop());

brokerContract({ urlOf: () => broker.url, credential: { username: 'site', password: 'secret' }, sharesGroups: false });

test.each([
  ['a wrong password', { username: 'site', password: 'wrong' }],
  ['no credential', {}],
])('%s is refused', async (_name, credential) => {
  const connecting = connectMqtt({ url: broker.url, clientId: 'intruder', ...credential, log: quietLog });
  await expect(connecting).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('a topic that the credential does not allow is neither read nor written', async () => {
  const client = await connectMqtt({ url: broker.url, clientId: 'site', username: 'site', password: 'secret', log: quietLog });
  await expect(client.consume('other/#', {}, async () => undefined)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(client.consume('#', {}, async () => undefined)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await expect(client.publish('other/topic', 'x')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await client.close();
});
