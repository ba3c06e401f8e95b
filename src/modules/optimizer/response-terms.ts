/** What the services ask for when a problem does not say otherwise. Rules change: a problem may carry its own figures. */
export const SERVICES = {
  DC: { deliveryHours: 0.25, reservedCapacityRatio: 0.1 },
  DM: { deliveryHours: 0.5, reservedCapacityRatio: 0.2 },
  DR: { deliveryHours: 1, reservedCapacityRatio: 0.4 },
  /** A reserve: half an hour, nothing kept the other way. */
  OTHER: { deliveryHours: 0.5, reservedCapacityRatio: 0 },
} as const;
