/** The explorer's first tabs. `BATTERY` is filled with a battery the key may see. */
export interface Example {
  readonly query: string;
  readonly variables: string | null;
}

const LIST = `# The batteries you may see, with their newest reading.
query Batteries {
  batteries(first: 10) {
    nodes {
      id
      name
      site { name timeZone }
      latestReading {
        measuredAt
        activePowerKw
        socPercent
        quality
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const OUTCOME = `# What was planned for each settlement period, and what came of it.
query PlanAgainstOutcome($battery: ID!, $from: DateTime!, $until: DateTime!) {
  battery(id: $battery) {
    name
    plan {
      madeAt
      status
      solver
      expectedRevenue { amount currency }
    }
    outcomes(from: $from, until: $until) {
      period { settlementDate periodIndex }
      plannedPowerKw
      plannedRevenue { amount currency }
      netExportedKwh
      realisedRevenue { amount currency }
    }
  }
}
`;

const INTENT = `# What the battery may be used for. The same idempotencyKey with the same input changes nothing twice.
mutation SetIntent($input: SetIntentInput!) {
  setIntent(input: $input) {
    __typename
    ... on IntentSet {
      battery {
        name
        currentIntent { versionSequence socPercentMin socPercentMax reservePercent setAt }
      }
    }
    ... on IntentRefused { reason message }
  }
}
`;

const LIVE = `# Readings as they arrive, over a websocket. Press stop to end the stream.
subscription Live {
  readings {
    battery { name }
    measuredAt
    activePowerKw
    socPercent
  }
}
`;

/** Examples that run as they are: with a real battery, and the day around its newest reading. */
export function examples({ batteryId, nowMs }: { batteryId: string | null; nowMs: number }): Example[] {
  const battery = batteryId ?? 'the id of a battery, from the first example';
  const day = { from: new Date(nowMs - 12 * 3_600_000).toISOString(), until: new Date(nowMs).toISOString() };
  const input = {
    idempotencyKey: `explorer-${nowMs}`,
    batteryId: battery,
    socPercentMin: 10,
    socPercentMax: 95,
    reservePercent: 10,
    wearCostPerMwh: '5',
  };
  return [
    { query: LIST, variables: null },
    { query: OUTCOME, variables: print({ battery, ...day }) },
    { query: INTENT, variables: print({ input }) },
    { query: LIVE, variables: null },
  ];
}

function print(value: object): string {
  return JSON.stringify(value, null, 2);
}
