import type { Module } from '../module.ts';
import { deliverWebhooks } from './deliver.ts';
import { forgetWebhooks } from './forget.ts';
import { webhooksNodes, webhooksResolvers } from './resolvers.ts';

export { endWebhooks, webhooksSettled } from './deliver.ts';

export const webhooksModule = {
  resolvers: webhooksResolvers,
  nodes: webhooksNodes,
  actions: [],
  timers: [
    { name: 'deliver-webhooks', everySeconds: 1, run: deliverWebhooks },
    { name: 'forget-webhooks', everySeconds: 3_600, run: forgetWebhooks },
  ],
} satisfies Module;
