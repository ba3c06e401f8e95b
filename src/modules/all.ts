import type { Module } from './module.ts';
import { assetsModule } from './assets/index.ts';
import { controlModule } from './control/index.ts';
import { earningsModule } from './earnings/index.ts';
import { identityModule } from './identity/index.ts';
import { marketsModule } from './markets/index.ts';
import { ownershipModule } from './ownership/index.ts';
import { telemetryModule } from './telemetry/index.ts';
import { tenancyModule } from './tenancy/index.ts';
import { tradingModule } from './trading/index.ts';
import { webhooksModule } from './webhooks/index.ts';

/** The one list of modules, lower ones first; resolvers, nodes, actions, reactions and timers are derived from it. */
export const modules = {
  tenancy: tenancyModule,
  ownership: ownershipModule,
  assets: assetsModule,
  identity: identityModule,
  telemetry: telemetryModule,
  markets: marketsModule,
  trading: tradingModule,
  control: controlModule,
  earnings: earningsModule,
  webhooks: webhooksModule,
} satisfies Record<string, Module>;
