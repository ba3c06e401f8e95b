/** The agent as one file for any machine with Node 26: `npm run edge:bundle`. */
import { defineConfig } from 'vite';

/** Native code: serial ports need it beside the bundle, WebSockets only run faster with theirs. */
const NOT_BUNDLED = ['serialport', 'bufferutil', 'utf-8-validate'];

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'edge/src/cli/main.ts',
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node26',
    minify: false,
    rolldownOptions: { external: NOT_BUNDLED, output: { entryFileNames: 'holdfast-edge.mjs', codeSplitting: false } },
  },
});
