import { liveContract } from '../../test/contracts/live.ts';
import { createInProcessLive } from './live.ts';

liveContract({ open: async () => createInProcessLive(), readMsMax: 0.1 });
