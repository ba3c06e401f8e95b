import { Html, html, page } from './html.ts';

interface Failure {
  readonly tenantName: string | null;
  readonly error: string;
  readonly description: string | null;
}

export function errorPage({ tenantName, error, description }: Failure): string {
  const content = html`<h1>This did not work</h1>
    <p>${tenantName ?? 'The platform'} cannot carry on with this request. Go back to the app you came from and begin again.</p>
    <p class="note">${error}${description ? `: ${description}` : ''}</p>`;
  return page({ title: 'This did not work', content });
}

/** The form is the library's: it carries what shows that this browser asked. */
export function signOutPage(form: string): string {
  const content = html`<h1>Sign out?</h1>
    <p>Apps that you have let in go on. You can take that back where you see your batteries.</p>
    ${new Html(form)}
    <div class="buttons">
      <button form="op.logoutForm" name="logout" value="yes">Sign out</button>
      <button form="op.logoutForm" class="quiet">Stay signed in</button>
    </div>`;
  return page({ title: 'Sign out', content });
}

export function signedOutPage(): string {
  return page({
    title: 'Signed out',
    content: html`<h1>You are signed out</h1>
      <p>You can close this page.</p>`,
  });
}
