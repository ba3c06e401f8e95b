import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectMqtt, type MqttClient } from '../../src/platform/mqtt.ts';
import { quietLog } from '../harness/quiet-log.ts';

export interface BrokerCredential {
  readonly username?: string;
  readonly password?: string;
}

/** What every broker, with our client before it, must do. */
export function brokerContract({
  urlOf,
  credential,
  sharesGroups,
}: {
  urlOf: () => string;
  credential: BrokerCredential;
  sharesGroups: boolean;
}): void {
  describe('the broker', () => {
    const open = async (clientId: string = randomUUID()): Promise<MqttClient> => {
      const client = await connectMqtt({ url: urlOf(), clientId, ...credential, log: quietLog });
      onTestFinished(() => client.close());
      return client;
    };

    test('a message reaches a consumer whose filter means its topic, with its bytes unchanged', async () => {
      const root = `t/${randomUUID()}`;
      const arrived = Promise.withResolvers<[string, Buffer]>();
      const consumer = await open();
      await consumer.consume(`${root}/+/up/#`, {}, async (topic, payload) => arrived.resolve([topic, payload]));
      await (await open()).publish(`${root}/site/up/telemetry`, Buffer.from([0, 255, 10]));
      expect(await arrived.promise).toEqual([`${root}/site/up/telemetry`, Buffer.from([0, 255, 10])]);
    });

    test('messages are handled side by side', async () => {
      const topic = `t/${randomUUID()}`;
      const [consumer, publisher] = [await open(), await open()];
      const three = Promise.withResolvers<void>();
      let waitingCount = 0;
      await consumer.consume(topic, {}, () => {
        waitingCount += 1;
        if (waitingCount === 3) three.resolve();
        return three.promise;
      });
      await Promise.all(['1', '2', '3'].map((payload) => publisher.publish(topic, payload)));
      await three.promise;
    });

    test('what a consumer had not finished when it died is delivered to it again', async () => {
      const topic = `t/${randomUUID()}`;
      const clientId = randomUUID();
      const publisher = await open();
      const dying = await open(clientId);
      const received = Promise.withResolvers<void>();
      await dying.consume(topic, {}, () => {
        received.resolve();
        return new Promise(() => undefined);
      });
      await publisher.publish(topic, 'unfinished');
      await received.promise;
      await dying.close();
      const again = Promise.withResolvers<string>();
      const reborn = await open(clientId);
      await reborn.consume(topic, {}, async (_topic, payload) => again.resolve(payload.toString()));
      expect(await again.promise).toBe('unfinished');
    });

    test('what a consumer has finished is not delivered again', async () => {
      const topic = `t/${randomUUID()}`;
      const clientId = randomUUID();
      const publisher = await open();
      const first = await open(clientId);
      const seen: string[] = [];
      const handled = Promise.withResolvers<void>();
      await first.consume(topic, {}, async (_topic, payload) => {
        seen.push(payload.toString());
        handled.resolve();
      });
      await publisher.publish(topic, 'finished');
      await handled.promise;
      await first.close();
      const second = await open(clientId);
      const last = Promise.withResolvers<void>();
      await second.consume(topic, {}, async (_topic, payload) => {
        seen.push(payload.toString());
        if (payload.toString() === 'last') last.resolve();
      });
      await publisher.publish(topic, 'last');
      await last.promise;
      expect(seen).toEqual(['finished', 'last']);
    });

    test('a handler that fails is called again until it succeeds', async () => {
      const topic = `t/${randomUUID()}`;
      const [consumer, publisher] = [await open(), await open()];
      const done = Promise.withResolvers<number>();
      let attemptCount = 0;
      await consumer.consume(topic, {}, async () => {
        attemptCount += 1;
        if (attemptCount < 3) throw new Error('the store is down');
        done.resolve(attemptCount);
      });
      await publisher.publish(topic, 'x');
      expect(await done.promise).toBe(3);
    });

    test.runIf(sharesGroups)('each message of a shared group reaches one consumer of the group', async () => {
      const topic = `t/${randomUUID()}`;
      const seen: string[] = [];
      const all = Promise.withResolvers<void>();
      for (const _ of [1, 2]) {
        const consumer = await open();
        await consumer.consume(topic, { sharedGroup: 'g' }, async (_topic, payload) => {
          seen.push(payload.toString());
          if (seen.length === 20) all.resolve();
        });
      }
      const publisher = await open();
      const sent = Array.from({ length: 20 }, (_, index) => String(index));
      for (const payload of sent) await publisher.publish(topic, payload);
      await all.promise;
      expect(new Set(seen)).toEqual(new Set(sent));
    });
  });
}
