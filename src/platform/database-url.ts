import { createHmac } from 'node:crypto';

/** The role under which everything but migrations runs: not the owner of a table, and bound by row-level security. */
export const APP_ROLE = 'holdfast_app';

/** The runtime role's password follows from the owner's, so that every process given the same DATABASE_URL agrees on it. */
export function appPasswordOf(ownerUrl: string): string {
  return createHmac('sha256', decodeURIComponent(new URL(ownerUrl).password))
    .update(APP_ROLE)
    .digest('hex');
}

/** The URL of the runtime role on the owner's database. */
export function appUrlOf(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.password = appPasswordOf(ownerUrl);
  url.username = APP_ROLE;
  return url.href;
}
