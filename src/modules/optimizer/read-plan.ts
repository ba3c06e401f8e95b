import type { ResponseDirection } from '../../kernel/response-curves.ts';
import { present } from '../../kernel/assert.ts';
import { KW_PER_MW, mwhFromKwh } from '../../kernel/units.ts';
import { at } from './build-battery.ts';
import { type Course, followSite } from './follow-site.ts';
import { reasonsOf, violationSentence, whyOf } from './reasons.ts';
import type { SiteFacts } from './site-facts.ts';
import type { PlannedPeriod, PlanViolation, SitePlan } from './site-plan.ts';
import type { SolvedSite } from './solve-site.ts';

/** A miss below this share of the strongest battery is the solver's tolerance. */
const MISS_RATIO_MIN = 1e-8;
const POWER_STEPS_PER_KW = 1e6;

/** The plan that a solution means, counted anew from its powers. */
export function readPlan(facts: SiteFacts, solved: SolvedSite, solver: string): SitePlan {
  const courses = followSite(facts, solved);
  const responses = readResponses(facts, solved);
  const sitePowerKw = facts.periods.map(({ restPowerKw }, period) =>
    courses.reduce((sum, course) => sum + at(course.powerKw, period), restPowerKw),
  );
  const commitments = readCommitments(facts, { courses, sitePowerKw });
  const peakCharges = readPeaks(facts, sitePowerKw);
  const violations = readViolations(facts, solved);
  const { byPeriod, wholePlan } = reasonsOf(facts, solved);
  const periods = facts.periods.map((_, index): PlannedPeriod => {
    const power = at(sitePowerKw, index);
    const heldKw = (direction: ResponseDirection): number =>
      sumOf(heldIn(facts, responses, { index, direction }), ({ powerKw }) => powerKw);
    return {
      sitePowerKw: power,
      energyRevenue: energyRevenueOf(facts, index, power),
      importMarginKw: facts.importLimitKw && at(facts.importLimitKw, index) + power - heldKw('HIGH'),
      exportMarginKw: facts.exportLimitKw && at(facts.exportLimitKw, index) - power - heldKw('LOW'),
      batteries: readBatteries({ facts, solved, courses, responses, index }),
      reasons: byPeriod[index] ?? [],
    };
  });
  const money = moneyOf({ facts, courses, periods, responses, commitments, peakCharges, violations });
  const { energyRevenue, responseRevenue, commitmentCost, peakCost, wearCost, violationCost, endEnergyValue } = money;
  const feasible = solved.status === 'feasible' ? 'FEASIBLE' : 'OPTIMAL';
  return {
    status: violations.length > 0 ? 'RELAXED' : feasible,
    solver,
    gapRatio: solved.gapRatio,
    currency: facts.currency,
    objectiveValue: energyRevenue + responseRevenue - commitmentCost - peakCost - wearCost - violationCost + endEnergyValue,
    money,
    periods,
    responses: responses.map(({ name, powerKw, revenue, batteries }) => ({ name, powerKw, revenue, batteries })),
    commitments,
    peakCharges,
    violations,
    reasons: wholePlan,
  };
}

type ReadResponse = SitePlan['responses'][number] & { readonly byBattery: ReadonlyMap<number, number> };

function readResponses(facts: SiteFacts, { site, values }: SolvedSite): ReadResponse[] {
  return facts.responses.map((response, index) => {
    const held = present(site.responses[index], 'the columns of a response');
    const byBattery = new Map<number, number>();
    for (const [batteryIndex, column] of held) {
      const exactKw = present(values[column], 'a value') * site.powerUnitKw;
      const steps = exactKw * POWER_STEPS_PER_KW;
      // Down, so that it still fits; what is contracted lies within a step of a whole one.
      byBattery.set(batteryIndex, Math.max(0, Math.floor(steps + 0.01) / POWER_STEPS_PER_KW));
    }
    const powerKw = sumOf([...byBattery.values()], (power) => power);
    const { fromPeriodIndex, untilPeriodIndex } = response;
    const hours = sumOf(facts.periods.slice(fromPeriodIndex, untilPeriodIndex), ({ durationHours }) => durationHours);
    const batteries = [...byBattery].map(([batteryIndex, power]) => ({
      batteryName: present(facts.batteries[batteryIndex], 'a battery').name,
      powerKw: power,
    }));
    return {
      name: response.name,
      powerKw,
      revenue: (response.pricePerMwHour * powerKw * hours) / KW_PER_MW,
      batteries,
      byBattery,
    };
  });
}

interface HeldIn {
  readonly index: number;
  readonly direction: ResponseDirection;
}

function heldIn(facts: SiteFacts, responses: readonly ReadResponse[], { index, direction }: HeldIn): ReadResponse[] {
  return responses.filter((_, each) => {
    const response = present(facts.responses[each], 'a response');
    return response.direction === direction && response.fromPeriodIndex <= index && index < response.untilPeriodIndex;
  });
}

interface Reading {
  readonly facts: SiteFacts;
  readonly solved: SolvedSite;
  readonly courses: readonly Course[];
  readonly responses: readonly ReadResponse[];
  readonly index: number;
}

function readBatteries({ facts, solved, courses, responses, index }: Reading): PlannedPeriod['batteries'] {
  return facts.batteries.map((battery, batteryIndex) => {
    const course = present(courses[batteryIndex], 'the course of a battery');
    const [powerKw, energyKwh] = [at(course.powerKw, index), at(course.energyKwh, index)];
    const row = at(present(solved.site.balanceRows[batteryIndex], 'the rows of a battery'), index);
    const storedValuePerMwh = present(solved.rowDuals[row], 'a dual') * solved.site.priceUnitPerMwh;
    const held = { lowKw: 0, highKw: 0, lowKwh: 0, highKwh: 0 };
    for (const [each, response] of facts.responses.entries()) {
      if (index < response.fromPeriodIndex || index >= response.untilPeriodIndex) continue;
      const power = responses[each]?.byBattery.get(batteryIndex) ?? 0;
      const energy = power * response.deliveryHours * at(response.requiredEnergyRatio, index);
      held[response.direction === 'LOW' ? 'lowKw' : 'highKw'] += power;
      held[response.direction === 'LOW' ? 'lowKwh' : 'highKwh'] +=
        response.direction === 'LOW' ? energy / battery.dischargeEfficiencyRatio : energy;
    }
    return {
      powerKw,
      energyKwh,
      storedValuePerMwh,
      chargeMarginKw: at(battery.chargePowerKwMax, index) + powerKw - held.highKw,
      dischargeMarginKw: at(battery.dischargePowerKwMax, index) - powerKw - held.lowKw,
      energyMarginMinKwh: energyKwh - at(battery.energyKwhMin, index) - held.lowKwh,
      energyMarginMaxKwh: at(battery.energyKwhMax, index) - energyKwh - held.highKwh,
      why: whyOf({ facts, solved, batteryIndex, index, powerKw, storedValuePerMwh }),
    };
  });
}

function energyRevenueOf({ periods }: SiteFacts, index: number, sitePowerKw: number): number {
  const { exportPricePerMwh, importPricePerMwh, durationHours } = present(periods[index], 'a period');
  if (sitePowerKw === 0) return 0;
  return (sitePowerKw > 0 ? exportPricePerMwh : importPricePerMwh) * mwhFromKwh(sitePowerKw * durationHours);
}

interface Powers {
  readonly courses: readonly Course[];
  readonly sitePowerKw: readonly number[];
}

function readCommitments(facts: SiteFacts, { courses, sitePowerKw }: Powers): SitePlan['commitments'] {
  return facts.commitments.map(({ name, baselineKw, upPricePerMwh, downPricePerMwh, batteryIndex }) => {
    const powers = batteryIndex === null ? sitePowerKw : present(courses[batteryIndex], 'the course of a battery').powerKw;
    const cost = facts.periods.reduce((sum, { durationHours }, index) => {
      const deviationKw = at(powers, index) - at(baselineKw, index);
      const pricePerMwh = deviationKw > 0 ? at(upPricePerMwh, index) : at(downPricePerMwh, index);
      return sum + pricePerMwh * mwhFromKwh(Math.abs(deviationKw) * durationHours);
    }, 0);
    return { name, cost };
  });
}

function readPeaks({ peakCharges }: SiteFacts, sitePowerKw: readonly number[]): SitePlan['peakCharges'] {
  return peakCharges.map(({ name, direction, pricePerKw, peakKwSoFar, counts }) => {
    const sign = direction === 'EXPORT' ? 1 : -1;
    const peakKw = sitePowerKw.reduce(
      (peak, power, index) => (counts[index] === true ? Math.max(peak, sign * power) : peak),
      peakKwSoFar,
    );
    return { name, peakKw, cost: pricePerKw * (peakKw - peakKwSoFar) };
  });
}

function readViolations(facts: SiteFacts, { site, values }: SolvedSite): PlanViolation[] {
  return site.slacks.flatMap(({ column, tag, hours, pricePerUnit }) => {
    const missed = present(values[column], 'a value');
    if (missed <= MISS_RATIO_MIN * Math.max(1, hours)) return [];
    const amount = missed * site.powerUnitKw;
    const { constraint, periodIndex, name, unit } = tag;
    const batteryName = tag.batteryIndex === null ? null : present(facts.batteries[tag.batteryIndex], 'a battery').name;
    const cost = amount * hours * pricePerUnit;
    const violation = { constraint, batteryName, name, periodIndex, amount, unit, cost };
    return [{ ...violation, sentence: violationSentence(facts, violation) }];
  });
}

interface Counted {
  readonly facts: SiteFacts;
  readonly courses: readonly Course[];
  readonly periods: readonly PlannedPeriod[];
  readonly responses: readonly ReadResponse[];
  readonly commitments: SitePlan['commitments'];
  readonly peakCharges: SitePlan['peakCharges'];
  readonly violations: readonly PlanViolation[];
}

function moneyOf({ facts, courses, periods, responses, commitments, peakCharges, violations }: Counted): SitePlan['money'] {
  let [wearCost, endEnergyValue] = [0, 0];
  facts.batteries.forEach((battery, index) => {
    const course = present(courses[index], 'the course of a battery');
    const deliveredKwh = facts.periods.reduce(
      (sum, { durationHours }, each) => sum + Math.max(0, at(course.powerKw, each)) * durationHours,
      0,
    );
    wearCost += battery.wearCostPerMwh * mwhFromKwh(deliveredKwh);
    const leftKwh = present(course.energyKwh.at(-1), 'a last period') - present(battery.energyKwhMin.at(-1), 'a last period');
    endEnergyValue += battery.endEnergyValuePerMwh * mwhFromKwh(Math.max(0, leftKwh));
  });
  return {
    energyRevenue: sumOf(periods, (period) => period.energyRevenue),
    responseRevenue: sumOf(responses, ({ revenue }) => revenue),
    commitmentCost: sumOf(commitments, ({ cost }) => cost),
    peakCost: sumOf(peakCharges, ({ cost }) => cost),
    wearCost,
    violationCost: sumOf(violations, ({ cost }) => cost),
    endEnergyValue,
  };
}

function sumOf<T>(values: readonly T[], amountOf: (value: T) => number): number {
  return values.reduce((sum, value) => sum + amountOf(value), 0);
}
