import { queueContract } from './queue.ts';

queueContract();
