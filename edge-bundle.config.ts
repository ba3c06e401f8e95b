/** The agent as one file for any machine with Node 26: `npm run edge:bundle`. */
import { build, defineConfig, type InlineConfig, type Plugin } from 'vite';

/** Native code: serial ports need it beside the bundle, WebSockets only run faster with theirs. */
const NOT_BUNDLED = ['serialport', 'bufferutil', 'utf-8-validate'];
const THREAD = 'edge/src/frequency/frequency-thread.ts';

const programOf = (entry: string, name: string): InlineConfig => ({
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
      input: { [name]: entry },
      output: { entryFileNames: '[name].mjs', codeSplitting: false },
    },
  },
});

/**
 * The thread is a program of its own, for one that loaded all of the agent would double its memory. The agent's file holds it as
 * a text; what it needs beside itself it finds beside the agent.
 */
function threadInside(): Plugin {
  return {
    name: 'thread-inside',
    async load(id) {
      if (!id.endsWith('/edge/src/frequency/thread-url.ts')) return null;
      const { build: settings, ...rest } = programOf(THREAD, 'frequency-thread');
      const built = await build({ ...rest, configFile: false, logLevel: 'warn', build: { ...settings, write: false } });
      const [program] = 'output' in built ? built.output : [];
      if (program?.type !== 'chunk') throw new Error(`${THREAD} is not one program.`);
      const text = program.code.replaceAll('import.meta.url', 'AGENT_URL');
      return `const program = \`const AGENT_URL = \${JSON.stringify(import.meta.url)};\\n\` + ${JSON.stringify(text)};
        export const THREAD_URL = new URL('data:text/javascript;base64,' + Buffer.from(program).toString('base64'));`;
    },
  };
}

export default defineConfig({ ...programOf('edge/src/cli/main.ts', 'holdfast-edge'), plugins: [threadInside()] });
