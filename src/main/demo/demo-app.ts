import { setTimeout as pause } from 'node:timers/promises';
import Type, { type Static } from 'typebox';
import type { BatteryId } from '../../kernel/ids.ts';
import { applyApp, oauthScopeOf } from '../../modules/identity/index.ts';
import type { Services } from '../../modules/module.ts';
import { idOfKey, type TenantFile } from '../../modules/tenancy/index.ts';
import { background } from '../../platform/log.ts';
import { printGlobalId } from '../../wire/global-id.ts';
import { type DemoUser, sharedBattery } from './demo-people.ts';
import { type AppAtIssuer, letAppIn, refreshApp, type Tokens } from './let-app-in.ts';

export const DemoApp = Type.Object({
  name: Type.String(),
  issuer: Type.String(),
  clientId: Type.String(),
  redirectUri: Type.String(),
  /** Who has let it in, and with which battery. */
  email: Type.String(),
  batteryId: Type.String(),
  letInAt: Type.String(),
  /** Of the last few minutes; the demo keeps it fresh while it runs. */
  accessToken: Type.String(),
});

/** A third party's app that somebody of the demo has let in. */
export type DemoApp = Static<typeof DemoApp>;

const DEMO_APP_NAME = 'Demo home energy app';
/** Where `docs/third-party-app.mjs` waits for its answer. */
const REDIRECT_URI = 'http://127.0.0.1:4011/back';
const PURPOSES = ['MONITORING', 'EARNINGS'] as const;
/** Half of what an access token lasts. */
const REFRESH_WALL_MS = 5 * 60_000;

interface Parts {
  readonly file: TenantFile;
  readonly users: readonly DemoUser[];
  readonly publicOrigin: string;
  readonly ending: AbortSignal;
  /** Told of each new access token. */
  readonly onToken: (app: DemoApp) => void;
}

/** Registers the app, lets it in as the owner of the battery that most parties share, and keeps its token fresh. */
export async function demoApp(services: Services, parts: Parts): Promise<DemoApp | null> {
  const { file, users, publicOrigin, ending, onToken } = parts;
  const shared = sharedBattery(file);
  const party = file.parties.find(({ key }) => key === shared?.consentingParty);
  const user = users.find((one) => party !== undefined && one.party === party.name);
  if (!shared || !user) return null;
  const wanted = { name: DEMO_APP_NAME, redirectUris: [REDIRECT_URI], purposes: PURPOSES };
  const clientId = await applyApp(services, file.tenantId, wanted);
  const atIssuer: AppAtIssuer = { issuer: `${publicOrigin}/oidc/${file.slug}`, clientId, redirectUri: REDIRECT_URI };
  const batteryId = idOfKey<BatteryId>(file.tenantId, 'battery', shared.site.key, shared.battery.key);
  const scope = ['openid', ...PURPOSES.map(oauthScopeOf)].join(' ');
  const allow = PURPOSES.map((purpose) => `${purpose}:${batteryId}`);
  const tokens = await letAppIn(atIssuer, scope, { email: user.email, password: user.password, allow });
  const facts = { name: DEMO_APP_NAME, ...atIssuer, email: user.email, batteryId: printGlobalId('Battery', batteryId) };
  const letInAt = services.clock.now().toISOString();
  const app = (accessToken: string): DemoApp => ({ ...facts, letInAt, accessToken });
  background(keepFresh(tokens), services.log);
  return app(tokens.accessToken);

  async function keepFresh(first: Tokens): Promise<void> {
    let newest = first;
    while (await isTime(ending)) {
      newest = await refreshApp(atIssuer, newest);
      onToken(app(newest.accessToken));
    }
  }
}

/** False when the demo ends first. */
async function isTime(signal: AbortSignal): Promise<boolean> {
  try {
    await pause(REFRESH_WALL_MS, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}
