import { queueContract } from '../../test/contracts/queue.ts';

queueContract();
