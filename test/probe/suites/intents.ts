import { isDeepStrictEqual } from 'node:util';
import { globalBattery } from '../../harness/world.ts';
import { administratorsKey } from '../actors.ts';
import { ONE } from '../places.ts';
import type { TwinWorld } from '../twin-world.ts';

const CHECK = `query($input: CheckIntentInput!) { checkIntent(input: $input) {
  __typename ... on IntentChecked { battery { id } costPerDay { amount } partCosts { part } } } }`;

const CYCLES_OF_A_YEAR = 1_000;

/** What an intent would mean is said of A's battery; what it would cost, to those who may see what the battery earns by its plan. */
export async function askCheckedIntent({ world, findings }: TwinWorld): Promise<void> {
  const batteryId = globalBattery(ONE);
  const wish = { socPercentMin: 20, socPercentMax: 80, reservePercent: 0, cyclesPerDayCountMax: 1, wearCostPerMwh: '5' };
  const ask = async (
    key: string,
    more: object = {},
  ): Promise<{ __typename: string; battery?: { id: string }; costPerDay?: object | null; partCosts?: object | null }> =>
    (await world.ask(key, CHECK, { input: { batteryId, ...wish, ...more } })).data.checkIntent;
  const whole = await ask(await world.key('alder', 'ADMIN'));
  findings.count(3);
  const isWhole = whole.battery?.id === batteryId && whole.costPerDay !== null && whole.partCosts !== null;
  findings.expect('an intent', isWhole, `is not checked: ${JSON.stringify(whole)}`);
  // So many are not left in the year once somebody else's are counted.
  const ofYear = await ask(await world.key('alder', 'ADMIN'), { cyclesPerYearCountMax: CYCLES_OF_A_YEAR });
  const isUnbounded = isDeepStrictEqual(ofYear.costPerDay, whole.costPerDay);
  findings.expect('an intent', isUnbounded, `costs more by a year with room: ${JSON.stringify([whole, ofYear])}`);
  const blind = await ask(await administratorsKey(world, 'alder', { scopes: ['IDENTITY_READ', 'INTENT_READ', 'INTENT_WRITE'] }));
  const isBlind = blind.__typename === 'IntentChecked' && blind.costPerDay === null && blind.partCosts === null;
  findings.expect('an intent', isBlind, `tells its cost to those who see no plan: ${JSON.stringify(blind)}`);
}
