import { type AnchorHTMLAttributes, type MouseEvent, type ReactElement, useSyncExternalStore } from 'react';

export type Route =
  | { page: 'fleet' }
  | { page: 'battery'; batteryId: string }
  | { page: 'dead-letters' }
  | { page: 'account' }
  | { page: 'unknown' };

const MOVED = 'holdfast:moved';

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(watchAddress, () => location.pathname));
}

let moved = false;

/** Whether the reader has moved from one page to another: the first page leaves the focus where the browser puts it. */
export function hasMoved(): boolean {
  return moved;
}

/** The same page is drawn anew: the focus is to stay where the reader has it. */
export function keepFocus(): void {
  moved = false;
}

function navigate(path: string): void {
  moved = true;
  history.pushState(null, '', path);
  scrollTo(0, 0);
  dispatchEvent(new Event(MOVED));
}

export function batteryPath(batteryId: string): string {
  return `/battery/${encodeURIComponent(batteryId)}`;
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** A plain link that stays on the page; new tabs and windows work as people expect. */
export function Link({ href, ...rest }: LinkProps): ReactElement {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}

function routeOf(path: string): Route {
  if (path === '/') return { page: 'fleet' };
  if (path === '/dead-letters') return { page: 'dead-letters' };
  if (path === '/account') return { page: 'account' };
  const battery = /^\/battery\/([^/]+)$/.exec(path)?.[1];
  return battery === undefined ? { page: 'unknown' } : { page: 'battery', batteryId: decodeURIComponent(battery) };
}

function watchAddress(changed: () => void): () => void {
  const movedByHistory = (): void => {
    moved = true;
    changed();
  };
  addEventListener('popstate', movedByHistory);
  addEventListener(MOVED, changed);
  return () => {
    removeEventListener('popstate', movedByHistory);
    removeEventListener(MOVED, changed);
  };
}
