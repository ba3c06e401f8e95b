import 'vitest';

/** What the set-up of a run hands to its tests. `redisUrl` and `mqttUrl` exist in the services project only. */
declare module 'vitest' {
  interface ProvidedContext {
    adminUrl: string;
    redisUrl: string;
    mqttUrl: string;
  }
}
