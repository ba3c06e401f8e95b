import { type Connector, createHttpOperator, type MarketName, type SystemOperator } from '../../modules/markets/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { openBalancingDesk } from '../../sim/market/balancing-desk.ts';

interface DemoOperator {
  readonly operators: ReadonlyMap<MarketName, SystemOperator>;
  close(): Promise<void>;
}

/** A system operator of the demo's own over HTTP, which holds declarations to the rules. It forgets them when the demo stops. */
export async function openDemoOperator({ clock, connector }: { clock: Clock; connector: Connector }): Promise<DemoOperator> {
  const desk = await openBalancingDesk({ now: () => clock.now(), connector });
  const operator = createHttpOperator({ url: desk.url, token: 'demo' });
  return { operators: new Map([['GB', operator]]), close: () => desk.close() };
}
