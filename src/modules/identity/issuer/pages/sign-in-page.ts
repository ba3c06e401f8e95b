import { type Html, html, page } from './html.ts';

export type SignInProblem = 'WRONG' | 'TOO_MANY';

const PROBLEMS: Readonly<Record<SignInProblem, string>> = {
  WRONG: 'That e-mail address and password do not belong together. Check both and try again.',
  TOO_MANY: 'That was wrong too many times. Wait a minute, then try again.',
};

interface SignIn {
  readonly action: string;
  readonly tenantName: string;
  /** What wants to know who is there. */
  readonly clientName: string;
  readonly email: string;
  readonly problem: SignInProblem | null;
}

export function signInPage({ action, tenantName, clientName, email, problem }: SignIn): string {
  const content: Html = html`<h1>Sign in to ${tenantName}</h1>
    <p><strong>${clientName}</strong> asks who you are. Your password stays here.</p>
    ${problem && html`<p class="problem" role="alert">${PROBLEMS[problem]}</p>`}
    <form method="post" action="${action}">
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${email}" />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200" />
      <div class="buttons">
        <button name="step" value="sign-in">Sign in</button>
        <button name="step" value="refuse" class="quiet" formnovalidate>Cancel</button>
      </div>
    </form>`;
  return page({ title: 'Sign in', content });
}
