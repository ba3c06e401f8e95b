import type { BatteryId } from '../../kernel/ids.ts';
import { type Scope, SCOPES } from '../../kernel/scopes.ts';
import { idOf } from '../../platform/arguments/ids.ts';
import { textOf } from '../../platform/arguments/text.ts';
import { Fault } from '../../platform/fault.ts';
import { type Purpose, PURPOSE_NAMES } from './purposes.ts';
import type { Reach } from './reach.ts';

const EMAIL_LENGTH_MAX = 254;
const REDIRECT_URI_COUNT_MAX = 10;
const REDIRECT_URI_LENGTH_MAX = 500;
const BATTERY_COUNT_MAX = 100;

/** An e-mail address as it is kept: in lower case. Whether it can be reached only a letter would show. */
export function emailOf(text: string): string {
  const email = textOf({ argument: 'email', text, lengthMax: EMAIL_LENGTH_MAX }).toLowerCase();
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(email)) refuse('`email` must be an e-mail address.');
  return email;
}

export function redirectUrisOf(uris: readonly string[]): string[] {
  const given = [...new Set(uris)];
  if (given.length === 0 || given.length > REDIRECT_URI_COUNT_MAX)
    refuse(`\`redirectUris\` must have 1 to ${REDIRECT_URI_COUNT_MAX}.`);
  return given.map((text) => textOf({ argument: 'redirectUris', text, lengthMax: REDIRECT_URI_LENGTH_MAX }));
}

export function purposesOf(purposes: readonly Purpose[]): Purpose[] {
  if (purposes.length === 0) refuse('`purposes` must have at least one.');
  return PURPOSE_NAMES.filter((purpose) => purposes.includes(purpose));
}

/** How far a service is to reach. */
export function serviceReachOf({
  scopes,
  batteryIds,
}: {
  readonly scopes: readonly string[];
  readonly batteryIds?: readonly string[] | null;
}): Reach {
  const unknown = scopes.find((scope) => !SCOPES.some((one) => one === scope));
  if (unknown !== undefined || scopes.length === 0) refuse(`\`scopes\` must have at least one of ${SCOPES.join(', ')}.`);
  const ids = batteryIds ?? null;
  if (ids !== null && (ids.length === 0 || ids.length > BATTERY_COUNT_MAX))
    refuse(`\`batteryIds\` must have 1 to ${BATTERY_COUNT_MAX}, or be left out.`);
  return {
    scopes: SCOPES.filter((scope): scope is Scope => scopes.includes(scope)),
    batteryIds: ids && [...new Set(ids.map((id) => idOf<BatteryId>('Battery', id)))],
  };
}

function refuse(tell: string): never {
  throw new Fault('BAD_USER_INPUT', { tell });
}
