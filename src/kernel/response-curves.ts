/** The dynamic response services of Great Britain: Dynamic Containment, Moderation and Regulation. */

export type ResponseServiceName = 'DC' | 'DM' | 'DR';

/** `LOW` answers a low frequency with power to the grid, `HIGH` a high one with power from it. */
export type ResponseDirection = 'LOW' | 'HIGH';

export interface ResponseService {
  /** The same for both directions. */
  readonly curve: readonly { readonly deviationHertz: number; readonly deliveredRatio: number }[];
  /** So long the contracted power must be sustained. */
  readonly deliverySeconds: number;
}

/**
 * Curves and delivery durations of the Response Service Terms in force from 31 July 2026, as quoted by the Halfcell project's
 * rules file. The low curve of DC also stands in NESO's illustrative performance script.
 */
export const RESPONSE_SERVICES: Readonly<Record<ResponseServiceName, ResponseService>> = {
  DC: {
    curve: [
      { deviationHertz: 0.015, deliveredRatio: 0 },
      { deviationHertz: 0.2, deliveredRatio: 0.05 },
      { deviationHertz: 0.5, deliveredRatio: 1 },
    ],
    deliverySeconds: 900,
  },
  DM: {
    curve: [
      { deviationHertz: 0.015, deliveredRatio: 0 },
      { deviationHertz: 0.1, deliveredRatio: 0.05 },
      { deviationHertz: 0.2, deliveredRatio: 1 },
    ],
    deliverySeconds: 1_800,
  },
  DR: {
    curve: [
      { deviationHertz: 0.015, deliveredRatio: 0 },
      { deviationHertz: 0.2, deliveredRatio: 1 },
    ],
    deliverySeconds: 3_600,
  },
};

export function isResponseService(name: string): name is ResponseServiceName {
  return name in RESPONSE_SERVICES;
}
