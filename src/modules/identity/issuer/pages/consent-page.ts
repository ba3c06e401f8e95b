import type { BatteryId } from '../../../../kernel/ids.ts';
import { PURPOSES, type Purpose } from '../../purposes.ts';
import { type Html, html, page } from './html.ts';

/** What an owner can say yes to: each purpose with the batteries on which it is theirs to give. */
export type Offer = readonly { readonly purpose: Purpose; readonly batteries: readonly OfferedBattery[] }[];

export interface OfferedBattery {
  readonly batteryId: BatteryId;
  readonly name: string;
  readonly siteName: string;
}

interface Asking {
  readonly action: string;
  readonly appName: string;
  readonly appHost: string;
  readonly email: string;
  readonly offer: Offer;
  readonly nothingChosen: boolean;
}

export function consentPage({ action, appName, appHost, email, offer, nothingChosen }: Asking): string {
  const content: Html = html`<h1>Let ${appName} use your batteries?</h1>
    <p>
      You are signed in as <strong>${email}</strong>. Choose what <strong>${appName}</strong> may do, and with which batteries.
      You can choose less than it asks for, and take it back at any time.
    </p>
    <p class="note">The answer goes to <strong>${appHost}</strong>.</p>
    ${nothingChosen ? html`<p class="problem" role="alert">Nothing was chosen. Choose something, or press “Do not allow”.</p>` : null}
    <form method="post" action="${action}">
      ${offer.map(purposeFields)}
      <div class="buttons">
        <button name="step" value="consent">Allow what is ticked</button>
        <button name="step" value="refuse" class="quiet">Do not allow</button>
      </div>
    </form>`;
  return page({ title: `Let ${appName} in`, content });
}

/** For somebody who has nothing that the app asks for. */
export function nothingToOfferPage({ action, appName, email }: Pick<Asking, 'action' | 'appName' | 'email'>): string {
  const content: Html = html`<h1>${appName} asks for something you do not have</h1>
    <p>
      You are signed in as <strong>${email}</strong>. No battery is yours in a way that would let you give ${appName} what it asks
      for.
    </p>
    <form method="post" action="${action}">
      <div class="buttons"><button name="step" value="refuse">Back to ${appName}</button></div>
    </form>`;
  return page({ title: 'Nothing to give', content });
}

function purposeFields({ purpose, batteries }: Offer[number]): Html {
  const { title, means } = PURPOSES[purpose];
  const hint = `means-${purpose.toLowerCase()}`;
  return html`<fieldset aria-describedby="${hint}">
    <legend>${title}</legend>
    <p id="${hint}" class="note">${means}</p>
    ${batteries.map(
      ({ batteryId, name, siteName }) =>
        html`<label class="choice"
          ><input type="checkbox" name="allow" value="${purpose}:${batteryId}" /><span
            >${name}<small>${siteName}</small></span
          ></label
        >`,
    )}
  </fieldset>`;
}
