import { AuthorizationResponseError, ResponseBodyError } from 'oauth4webapi';
import { askToSignIn, NoSuchTenant, type Proof, tokensOfAnswer } from './issuer.ts';
import { savePerson } from './person-session.ts';

/** A sign-in that is under way lives in the tab that began it. */
const PENDING_KEY = 'holdfast.signing-in';
const TENANT_KEY = 'holdfast.tenant';
const ANSWER_PATH = '/signed-in';

interface Pending extends Proof {
  readonly tenantSlug: string;
  /** The page that was asked for. */
  readonly returnTo: string;
}

/** What came of a sign-in. */
export type Arrival =
  | { readonly state: 'signed-in'; readonly key: string }
  | { readonly state: 'failed'; readonly sentence: string };

/** Leaves for the tenant's sign-in page. Answers why not where it cannot. */
export async function beginSignIn(tenantSlug: string): Promise<string> {
  if (!isSecureContext) return 'Signing in needs an address that begins with https://. Ask whoever runs the platform for it.';
  try {
    const { url, proof } = await askToSignIn(tenantSlug);
    const pending: Pending = { ...proof, tenantSlug, returnTo: location.pathname === ANSWER_PATH ? '/' : location.pathname };
    sessionStorage.setItem(PENDING_KEY, JSON.stringify(pending));
    localStorage.setItem(TENANT_KEY, tenantSlug);
    location.assign(url);
    return '';
  } catch (error) {
    return sentenceOfBeginning(error);
  }
}

/** The tenant that a link names, or where somebody signed in last. */
export function likelyTenant(): string {
  return new URLSearchParams(location.search).get('tenant') ?? localStorage.getItem(TENANT_KEY) ?? '';
}

/** Takes the issuer's answer out of the address bar and turns it into a session; null on every other page. */
export function takeAnswer(): Promise<Arrival> | null {
  if (location.pathname !== ANSWER_PATH) return null;
  const answer = new URL(location.href);
  const pending = takePending();
  history.replaceState(null, '', pending?.returnTo ?? '/');
  return arrivalOf(answer, pending);
}

async function arrivalOf(answer: URL, pending: Pending | null): Promise<Arrival> {
  if (pending === null || answer.searchParams.get('state') !== pending.state)
    return failed('This sign-in was not begun in this tab, or is over already. Sign in again.');
  try {
    const { tenantSlug } = pending;
    const tokens = await tokensOfAnswer(tenantSlug, { answer, proof: pending });
    return { state: 'signed-in', key: await savePerson(tenantSlug, tokens) };
  } catch (error) {
    return failed(sentenceOfAnswer(error));
  }
}

/** Works once: an address that is opened again finds nothing. */
function takePending(): Pending | null {
  const text = sessionStorage.getItem(PENDING_KEY);
  sessionStorage.removeItem(PENDING_KEY);
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isPending(value) ? value : null;
  } catch {
    return null;
  }
}

function isPending(value: unknown): value is Pending {
  if (typeof value !== 'object' || value === null) return false;
  return ['verifier', 'state', 'nonce', 'tenantSlug', 'returnTo'].every((name) => typeof Reflect.get(value, name) === 'string');
}

function sentenceOfBeginning(error: unknown): string {
  if (error instanceof NoSuchTenant)
    return 'There is no supplier of this name here. Check the name, or follow the link you were sent.';
  return 'The sign-in page cannot be reached. Check the connection and the address of this page, then try again.';
}

function sentenceOfAnswer(error: unknown): string {
  if (error instanceof AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? 'You did not sign in. Nothing has changed.'
      : 'The sign-in was refused. Begin again.';
  }
  if (error instanceof ResponseBodyError) return 'The sign-in took too long or was used before. Sign in again.';
  return 'The sign-in could not be completed. Check the connection, then sign in again.';
}

function failed(sentence: string): Arrival {
  return { state: 'failed', sentence };
}
