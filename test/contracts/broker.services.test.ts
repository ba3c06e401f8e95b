import { inject } from 'vitest';
import { brokerContract } from './broker.ts';

brokerContract({ urlOf: () => inject('mqttUrl'), credential: {}, sharesGroups: true });
