import { expect, test } from 'vitest';
import { decideConnectivity } from './decide-connectivity.ts';

const NEWEST = new Date('2026-05-12T10:00:00Z');
const policy = { staleSeconds: 60, offlineSeconds: 600 };
const after = (seconds: number): Date => new Date(NEWEST.getTime() + seconds * 1_000);

test.each([
  ['never heard: nothing to say', null, null, 0, null],
  ['first heard: online since its reading', null, NEWEST, 5, { state: 'ONLINE', sinceAt: NEWEST }],
  ['still heard: no change', 'ONLINE', NEWEST, 59, null],
  ['silent: stale since the limit', 'ONLINE', NEWEST, 65, { state: 'STALE', sinceAt: after(60) }],
  ['still silent: no change', 'STALE', NEWEST, 599, null],
  ['silent for long: offline since the second limit', 'STALE', NEWEST, 600, { state: 'OFFLINE', sinceAt: after(600) }],
  ['noticed late: offline at once', 'ONLINE', NEWEST, 7_000, { state: 'OFFLINE', sinceAt: after(600) }],
  ['heard again: online since its reading', 'OFFLINE', NEWEST, 1, { state: 'ONLINE', sinceAt: NEWEST }],
  ['a backlog of old readings: offline still', 'OFFLINE', NEWEST, 900, null],
] as const)('%s', (_guarantee, before, newestAt, seconds, change) => {
  expect(decideConnectivity({ before, newestAt, now: after(seconds), policy })).toEqual(change);
});
