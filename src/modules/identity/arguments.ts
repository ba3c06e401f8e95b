import { textOf } from '../../platform/arguments/text.ts';
import { Fault } from '../../platform/fault.ts';
import { type Purpose, PURPOSE_NAMES } from './purposes.ts';

const EMAIL_LENGTH_MAX = 254;
const PASSWORD_LENGTH_MIN = 12;
/** What the sign-in page takes. */
const PASSWORD_LENGTH_MAX = 200;
const REDIRECT_URI_COUNT_MAX = 10;
const REDIRECT_URI_LENGTH_MAX = 500;

/** An e-mail address as it is kept: in lower case. Whether it can be reached only a letter would show. */
export function emailOf(text: string): string {
  const email = textOf({ argument: 'email', text, lengthMax: EMAIL_LENGTH_MAX }).toLowerCase();
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(email)) refuse('`email` must be an e-mail address.');
  return email;
}

/** A password that somebody chooses; the one they have may be shorter. */
export function newPasswordOf(password: string): string {
  if (password.length < PASSWORD_LENGTH_MIN || password.length > PASSWORD_LENGTH_MAX)
    refuse(`\`newPassword\` must have ${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters.`);
  return password;
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

function refuse(tell: string): never {
  throw new Fault('BAD_USER_INPUT', { tell });
}
