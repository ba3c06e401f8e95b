/** The agent as plain files for any machine with Node 26, two entries and what they share: `npm run edge:bundle`. */
import { defineConfig } from 'vite';

/** Native code: serial ports need it beside the bundle, WebSockets only run faster with theirs. */
const NOT_BUNDLED = ['serialport', 'bufferutil', 'utf-8-validate'];

/** The thread is an entry of its own: one that loaded all of the agent would double its memory. */
const ENTRIES = { 'holdfast-edge': 'edge/src/cli/main.ts', 'frequency-thread': 'edge/src/frequency/frequency-thread.ts' };

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node26',
    minify: false,
    rolldownOptions: {
      external: NOT_BUNDLED,
      input: ENTRIES,
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'holdfast-edge-[name].mjs' },
    },
  },
});
