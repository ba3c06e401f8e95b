/** The program of the frequency thread. The bundle carries it inside of itself instead: see `edge-bundle.config.ts`. */
export const THREAD_URL: URL = new URL('./frequency-thread.ts', import.meta.url);
