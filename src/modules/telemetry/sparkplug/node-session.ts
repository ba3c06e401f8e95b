import { unreachable } from '../../../kernel/assert.ts';
import { SEQUENCE_COUNT, type SparkplugMetric, type SparkplugPayload } from '../../../wire/sparkplug.ts';
import type { SparkplugTopic } from '../../../wire/topics.ts';
import { Announced, DeviceState, type NotAnnounced, type ReadBy, type Translated } from './device-state.ts';

export interface NodeMessage {
  readonly topic: SparkplugTopic;
  readonly bytes: Uint8Array;
  readonly payload: SparkplugPayload;
}

/** What becomes of a message of an edge node. */
export interface NodeOutcome extends Translated {
  /** The node is to announce itself anew. */
  readonly wantsRebirth: boolean;
}

/** A site has no more batteries. */
const DEVICES_MAX = 100;

const NOTHING: NodeOutcome = { readings: [], refusals: [], wantsRebirth: false };

interface Alive {
  readonly birthSequence: bigint | null;
  readonly announced: Announced;
  readonly devices: Map<string, DeviceState>;
  sequence: number;
  newest: { readonly device: string | null; readonly bytes: Uint8Array };
}

/**
 * What an edge node has said since its birth. Its messages are numbered: when one is missing, nobody knows what the aliases and
 * values of those after it are, so none counts until the node announces itself anew. Messages come here in the order they were sent.
 */
export class NodeSession {
  #state: { readonly alive: Alive } | { readonly alive: null; readonly reason: string } = {
    alive: null,
    reason: 'no NBIRTH of this node has been heard',
  };

  take(message: NodeMessage, by: ReadBy): NodeOutcome {
    const { topic, payload } = message;
    if (topic.type === 'NBIRTH') return this.#beBorn(message);
    if (topic.type === 'NDEATH') return this.#die(payload);
    const { alive } = this.#state;
    if (!alive) return this.#refuse();
    if (isRepeat(alive, message)) return NOTHING;
    const trouble = sequenceTrouble(alive, message);
    if (trouble !== null) return this.lose(trouble);
    switch (topic.type) {
      case 'NDATA': {
        const notAnnounced = alive.announced.strangerAmong(payload);
        return notAnnounced === null ? NOTHING : this.#loseTo({ notAnnounced });
      }
      case 'DBIRTH':
        return bear(alive, topic.device, { payload, by });
      case 'DDATA': {
        const told = alive.devices.get(topic.device)?.data(payload, by) ?? {
          notAnnounced: `the device ${topic.device}`,
        };
        return 'notAnnounced' in told ? this.#loseTo(told) : { ...told, wantsRebirth: false };
      }
      case 'DDEATH':
        alive.devices.delete(topic.device);
        return NOTHING;
      default:
        return unreachable(topic);
    }
  }

  /** Nothing counts from here on until the node announces itself anew. */
  lose(reason: string): NodeOutcome {
    this.#state = { alive: null, reason };
    return this.#refuse();
  }

  #loseTo({ notAnnounced }: NotAnnounced): NodeOutcome {
    return this.lose(`${notAnnounced} was announced in no birth`);
  }

  #refuse(): NodeOutcome {
    const reason = this.#state.alive ? '' : this.#state.reason;
    return { readings: [], refusals: [`${reason}; the node was asked to announce itself anew`], wantsRebirth: true };
  }

  #beBorn({ bytes, payload }: NodeMessage): NodeOutcome {
    const { sequence } = payload;
    if (sequence === null) return { ...NOTHING, refusals: ['an NBIRTH without a sequence number'] };
    const alive: Alive = {
      birthSequence: birthSequenceOf(payload),
      announced: new Announced(payload),
      devices: new Map(),
      sequence,
      newest: { device: null, bytes },
    };
    this.#state = { alive };
    return NOTHING;
  }

  /** The death of an earlier connection comes after the birth of the next one, and is then nothing new. */
  #die(payload: SparkplugPayload): NodeOutcome {
    const { alive } = this.#state;
    if (!alive || birthSequenceOf(payload) !== alive.birthSequence) return NOTHING;
    this.#state = { alive: null, reason: 'the node has died and has not announced itself since' };
    return NOTHING;
  }
}

/** The newest message, once more. */
function isRepeat({ sequence, newest }: Alive, { topic, bytes, payload }: NodeMessage): boolean {
  return payload.sequence === sequence && topic.device === newest.device && Buffer.compare(bytes, newest.bytes) === 0;
}

/** Takes the message for the next one. */
function sequenceTrouble(alive: Alive, { topic, bytes, payload }: NodeMessage): string | null {
  const { sequence } = payload;
  if (sequence === null) return `${topic.type} has no sequence number`;
  const due = (alive.sequence + 1) % SEQUENCE_COUNT;
  if (sequence !== due) return `messages were lost: the sequence number ${due} was due, and ${sequence} came`;
  alive.sequence = sequence;
  alive.newest = { device: topic.device, bytes };
  return null;
}

function bear({ devices }: Alive, name: string, { payload, by }: { payload: SparkplugPayload; by: ReadBy }): NodeOutcome {
  if (!devices.has(name) && devices.size >= DEVICES_MAX)
    return { ...NOTHING, refusals: [`a node with more than ${DEVICES_MAX} devices`] };
  const { device, ...told } = DeviceState.born(payload, by);
  devices.set(name, device);
  return { ...told, wantsRebirth: false };
}

/** Which of its connections a node speaks of. */
function birthSequenceOf({ metrics }: SparkplugPayload): bigint | null {
  const value: SparkplugMetric['value'] = metrics.find(({ name }) => name === 'bdSeq')?.value ?? null;
  return value?.kind === 'integer' ? value.value : null;
}
