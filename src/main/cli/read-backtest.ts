import { type CivilDate, parseCivilDate } from '../../kernel/periods.ts';
import { FORMATS, type FormatName, isFormatName, MARKET_NAMES, type MarketName } from '../../modules/markets/index.ts';
import { DEFAULT_INTENT, STRATEGIES, type Strategy } from '../../modules/trading/index.ts';
import { Fault } from '../../platform/fault.ts';

export const EFFICIENCY_PERCENT_DEFAULT = 85;
export const PRICE_FORMAT_DEFAULTS: Readonly<Record<MarketName, FormatName>> = {
  GB: 'gb-prices',
  DE: 'entsoe-prices',
  AU: 'aemo-trading',
};

/** The options that `backtest` alone has, as `parseArgs` takes them. */
export const BACKTEST_OPTIONS = {
  prices: { type: 'string' },
  market: { type: 'string' },
  format: { type: 'string' },
  battery: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  strategy: { type: 'string' },
  efficiency: { type: 'string' },
  soc: { type: 'string' },
  wear: { type: 'string' },
  cycles: { type: 'string' },
  plot: { type: 'string' },
  'plot-day': { type: 'string' },
} as const;

type Options = { readonly [Name in keyof typeof BACKTEST_OPTIONS]?: string | undefined } & {
  readonly json?: boolean | undefined;
};

export interface BacktestCommand {
  readonly name: 'backtest';
  readonly pricesFile: string;
  readonly market: MarketName;
  readonly format: FormatName;
  readonly powerKwMax: number;
  readonly energyCapacityKwh: number;
  readonly roundTripEfficiencyPercent: number;
  /** Both included; null for the file's first and last. */
  readonly fromDate: CivilDate | null;
  readonly untilDate: CivilDate | null;
  readonly strategies: readonly Strategy[];
  readonly intent: {
    readonly socPercentMin: number;
    readonly socPercentMax: number;
    readonly cyclesPerDayCountMax: number | null;
    readonly wearCostPerMwh: string;
  };
  readonly plot: { readonly file: string; readonly date: CivilDate | null } | null;
  readonly asJson: boolean;
}

/** Reads what comes after `backtest`; a mistake is one sentence. */
export function readBacktest(options: Options): BacktestCommand {
  const [fromDate, untilDate] = [dateOf(options.from, '--from'), dateOf(options.to, '--to')];
  if (fromDate && untilDate && untilDate < fromDate) refuse(`--to ${untilDate} is before --from ${fromDate}`);
  if (options['plot-day'] !== undefined && options.plot === undefined) refuse('--plot-day needs --plot FILE');
  return {
    name: 'backtest',
    pricesFile: options.prices ?? refuse('`backtest` needs --prices FILE'),
    ...marketOf(options),
    ...batteryOf(options.battery ?? refuse('`backtest` needs --battery, for example 50MW/100MWh')),
    roundTripEfficiencyPercent: numberOf(options.efficiency, {
      option: '--efficiency',
      least: 1,
      most: 100,
      otherwise: EFFICIENCY_PERCENT_DEFAULT,
    }),
    fromDate,
    untilDate,
    strategies: strategiesOf(options.strategy),
    intent: {
      ...rangeOf(options.soc),
      cyclesPerDayCountMax:
        options.cycles === undefined ? null : numberOf(options.cycles, { option: '--cycles', least: 0, most: 100, otherwise: 0 }),
      wearCostPerMwh: String(numberOf(options.wear, { option: '--wear', least: 0, most: 100_000, otherwise: 0 })),
    },
    plot: options.plot === undefined ? null : { file: options.plot, date: dateOf(options['plot-day'], '--plot-day') },
    asJson: options.json ?? false,
  };
}

function marketOf({ market: name = 'GB', format: named }: Options): Pick<BacktestCommand, 'market' | 'format'> {
  const market = MARKET_NAMES.find((one) => one === name) ?? refuse(`--market "${name}" is none of ${MARKET_NAMES.join(', ')}`);
  const format = named ?? PRICE_FORMAT_DEFAULTS[market];
  if (!isFormatName(format) || FORMATS[format].market !== market) {
    const ofMarket = Object.entries(FORMATS).flatMap(([one, { market: of }]) => (of === market ? [one] : []));
    return refuse(`--format "${format}" is none of the formats of ${market}: ${ofMarket.join(', ')}`);
  }
  return { market, format };
}

const KILO_OF = { k: 1, M: 1_000, G: 1_000_000 };
const AMOUNT = String.raw`(\d+(?:\.\d+)?)\s*([kMG])`;
const BATTERY = new RegExp(`^${AMOUNT}W/${AMOUNT}Wh$`);

function batteryOf(text: string): Pick<BacktestCommand, 'powerKwMax' | 'energyCapacityKwh'> {
  const [, power, ofPower, energy, ofEnergy] = BATTERY.exec(text.trim()) ?? [];
  // The expression names these three letters.
  const kilo = (amount: string | undefined, unit: string | undefined): number =>
    Number(amount) * KILO_OF[unit as 'k' | 'M' | 'G'];
  const [powerKwMax, energyCapacityKwh] = [kilo(power, ofPower), kilo(energy, ofEnergy)];
  if (!(powerKwMax > 0) || !(energyCapacityKwh > 0))
    return refuse(`--battery "${text}" is not a power and an energy above zero, such as 50MW/100MWh or 5kW/13.5kWh`);
  return { powerKwMax, energyCapacityKwh };
}

function rangeOf(text: string | undefined): Pick<BacktestCommand['intent'], 'socPercentMin' | 'socPercentMax'> {
  const { socPercentMin, socPercentMax } = DEFAULT_INTENT;
  if (text === undefined) return { socPercentMin, socPercentMax };
  const [, least, most] = /^(\d{1,3}(?:\.\d+)?)-(\d{1,3}(?:\.\d+)?)$/.exec(text) ?? [];
  const [min, max] = [Number(least), Number(most)];
  if (!(min < max) || max > 100) return refuse(`--soc "${text}" is not a range within 0-100, such as 10-90`);
  return { socPercentMin: min, socPercentMax: max };
}

function strategiesOf(text = 'day-ahead'): readonly Strategy[] {
  return text.split(',').map((name) => {
    const known = STRATEGIES.find((strategy) => strategy === name.trim());
    return known ?? refuse(`--strategy "${name}" is none of ${STRATEGIES.join(', ')}`);
  });
}

function dateOf(text: string | undefined, option: string): CivilDate | null {
  if (text === undefined) return null;
  return parseCivilDate(text) ?? refuse(`${option} "${text}" is not a date such as 2024-03-31`);
}

function numberOf(
  text: string | undefined,
  { option, least, most, otherwise }: { option: string; least: number; most: number; otherwise: number },
): number {
  if (text === undefined) return otherwise;
  const value = /^\d+(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) return refuse(`${option} "${text}" is not a number from ${least} to ${most}`);
  return value;
}

function refuse(problem: string): never {
  throw new Fault('BAD_USER_INPUT', { tell: `${problem}.` });
}
