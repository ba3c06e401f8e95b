import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import type { InteractionResults } from 'oidc-provider';
import type { BatteryId, ConsentId } from '../../../kernel/ids.ts';
import { present } from '../../../kernel/assert.ts';
import type { Budget } from '../../../platform/budget.ts';
import type { Platform, TenantEntry } from '../../../platform/platform.ts';
import { appendEntry, auditRefusedConsent } from '../../tenancy/index.ts';
import { saveConsent } from '../consents.ts';
import { oauthScopeOf, type Purpose, purposesAmong } from '../purposes.ts';
import { type OAuthClient, readOAuthClient, readUser, type User } from '../reads.ts';
import { DASHBOARD_CLIENT } from './client-metadata.ts';
import { chosenOf, offerOf } from './offer.ts';
import { consentPage, nothingToOfferPage, type Offer } from './pages/consent-page.ts';
import { type SignInProblem, signInPage } from './pages/sign-in-page.ts';
import { sendPage } from './page-headers.ts';
import { saveGrant } from './save-grant.ts';
import { signIn } from './sign-in.ts';

/** One step of somebody on the way to letting an app in: who it is about, and where it leads. */
export interface Step {
  readonly platform: Platform;
  readonly budget: Budget;
  readonly tenant: TenantEntry;
  readonly provider: Provider;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

const EMAIL_LENGTH_MAX = 254;
const PASSWORD_LENGTH_MAX = 200;

/** Shows what is asked of the person next. */
export async function showInteraction(step: Step): Promise<void> {
  const details = await detailsOf(step);
  if (details.prompt.name === 'login') return showSignIn(step, { details, email: '', problem: null });
  return showConsent(step, { details, nothingChosen: false });
}

/** Takes what the person has answered. */
export async function answerInteraction(step: Step, form: URLSearchParams): Promise<void> {
  const details = await detailsOf(step);
  if (form.get('step') === 'refuse') {
    if (details.prompt.name === 'consent') await tellRefusal(step, details);
    return finish(step, { error: 'access_denied', error_description: 'The person did not allow it.' });
  }
  return details.prompt.name === 'login' ? takeSignIn(step, { details, form }) : takeConsent(step, { details, form });
}

/** Writes that a person did not let an app in. */
async function tellRefusal({ platform, tenant, request }: Step, { session, params }: Details): Promise<void> {
  const userId = present(session?.accountId, 'somebody to be signed in before they are asked');
  const { tenantId } = tenant;
  const { user, app } = await platform.db.read(tenantId, async (tx) => ({
    user: present(await readUser(tx, userId), 'an account to be a user'),
    app: present(await readOAuthClient(tx, textOf(params['client_id'])), 'an app that asks to be registered'),
  }));
  await auditRefusedConsent(platform, { tenantId, user, clientId: app.clientId, sourceIp: request.ip });
}

/** The library finds it by the cookie of this address; throws where there is none. */
async function detailsOf({ provider, request, reply }: Step): Promise<Details> {
  return provider.interactionDetails(request.raw, reply.raw);
}

interface SignInForm {
  readonly details: Details;
  readonly email: string;
  readonly problem: SignInProblem | null;
}

async function showSignIn(step: Step, { details, email, problem }: SignInForm): Promise<void> {
  const { reply, request, tenant } = step;
  const status = problem === null ? 200 : problem === 'TOO_MANY' ? 429 : 401;
  const { name: clientName, answersAt } = await askerOf(step, details);
  const html = signInPage({ action: request.url, tenantName: tenant.name, clientName, email, problem });
  await sendPage(reply.code(status), { html, answersAt });
}

async function takeSignIn(step: Step, { details, form }: { details: Details; form: URLSearchParams }): Promise<void> {
  const { platform, budget, tenant, request } = step;
  const email = (form.get('email') ?? '').trim().toLowerCase().slice(0, EMAIL_LENGTH_MAX);
  const password = (form.get('password') ?? '').slice(0, PASSWORD_LENGTH_MAX);
  const { through } = await askerOf(step, details);
  const attempt = { tenantId: tenant.tenantId, email, password, address: request.ip, through };
  const { userId, problem } = await signIn({ platform, budget }, attempt);
  if (userId === null) return showSignIn(step, { details, email, problem });
  return finish(step, { login: { accountId: userId, remember: false } });
}

/** Who is asked, by which app, and what there is to say yes to. */
interface Asked {
  readonly user: User;
  readonly app: OAuthClient;
  readonly offer: Offer;
}

async function askedOf({ platform, tenant }: Step, { session, params }: Details): Promise<Asked> {
  const userId = present(session?.accountId, 'somebody to be signed in before they are asked');
  return platform.db.read(tenant.tenantId, async (tx) => {
    const user = present(await readUser(tx, userId), 'an account to be a user');
    const app = present(await readOAuthClient(tx, textOf(params['client_id'])), 'an app that asks to be registered');
    const wanted = purposesAmong(textOf(params['scope']).split(' '));
    const purposes = wanted.filter((purpose) => app.purposes.includes(purpose));
    return { user, app, offer: await offerOf(platform, tx, { user, purposes }) };
  });
}

async function showConsent(step: Step, { details, nothingChosen }: { details: Details; nothingChosen: boolean }): Promise<void> {
  const { request, reply } = step;
  const { user, app, offer } = await askedOf(step, details);
  const { answersAt } = await askerOf(step, details);
  const asking = { action: request.url, appName: app.name, email: user.email };
  const appHost = new URL(answersAt).host || answersAt;
  const html = offer.length === 0 ? nothingToOfferPage(asking) : consentPage({ ...asking, appHost, offer, nothingChosen });
  await sendPage(reply.code(nothingChosen ? 400 : 200), { html, answersAt });
}

async function takeConsent(step: Step, { details, form }: { details: Details; form: URLSearchParams }): Promise<void> {
  const { user, app, offer } = await askedOf(step, details);
  const chosen = chosenOf(offer, form.getAll('allow'));
  if (chosen.size === 0) return showConsent(step, { details, nothingChosen: true });
  const consentId = await keep(step, { user, app, chosen });
  await saveGrant(step.provider, {
    consentId,
    userId: user.userId,
    clientId: app.clientId,
    granted: app.purposes.filter((purpose) => chosen.has(purpose)).map(oauthScopeOf),
    refused: app.purposes.filter((purpose) => !chosen.has(purpose)).map(oauthScopeOf),
  });
  return finish(step, { consent: { grantId: consentId } });
}

interface Chosen {
  readonly user: User;
  readonly app: OAuthClient;
  readonly chosen: ReadonlyMap<Purpose, readonly BatteryId[]>;
}

/** Keeps the consent, with its entry in the audit trail. */
async function keep({ platform, tenant, request }: Step, { user, app, chosen }: Chosen): Promise<ConsentId> {
  const at = platform.clock.now();
  const { userId } = user;
  return platform.db.write(tenant.tenantId, async (tx) => {
    const consentId = await saveConsent(tx, { userId, clientId: app.clientId, purposes: chosen }, at);
    await appendEntry(tx, at, {
      actorKind: 'user',
      credentialId: consentId,
      partyId: user.partyId,
      onBehalfOf: user.email,
      operation: 'grantConsent',
      subject: { type: 'Consent', id: consentId },
      input: { clientId: app.clientId },
      after: Object.fromEntries(chosen),
      decision: 'ALLOWED',
      outcome: 'ConsentGranted',
      sourceIp: request.ip,
    });
    return consentId;
  });
}

interface Asker {
  readonly name: string;
  /** The same inside a sentence. */
  readonly through: string;
  readonly answersAt: string;
}

/** What asks, as people know it, and where the answer goes: an address that was registered, for the library has compared it. */
async function askerOf({ provider }: Step, { params }: Details): Promise<Asker> {
  const client = await provider.Client.find(textOf(params['client_id']));
  const answersAt = textOf(params['redirect_uri']);
  if (client?.clientId === DASHBOARD_CLIENT) return { name: 'The dashboard', through: 'the dashboard', answersAt };
  const name = client?.clientName ?? 'An app';
  return { name, through: name, answersAt };
}

/** A parameter of the request: the library has seen that it is one text, or none. */
function textOf(parameter: unknown): string {
  return typeof parameter === 'string' ? parameter : '';
}

async function finish({ provider, request, reply }: Step, result: InteractionResults): Promise<void> {
  const returnTo = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: true });
  await reply.header('cache-control', 'no-store').redirect(returnTo, 303);
}
