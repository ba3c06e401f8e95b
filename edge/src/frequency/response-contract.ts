import type { ResponseDirection } from '../../../src/kernel/response-curves.ts';
import type { ResponseCurve } from './curve.ts';

/** One enabled response. */
export interface ResponseContract {
  readonly service: string;
  readonly direction: ResponseDirection;
  readonly contractedPowerKw: number;
  readonly deliverySeconds: number;
  readonly curve: ResponseCurve;
}
