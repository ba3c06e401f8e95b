import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  // GraphiQL's editors run in module workers.
  worker: { format: 'es' },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2023',
    // No data: URLs, so that a strict content security policy can serve the pages.
    assetsInlineLimit: 0,
    // The code editor of the API explorer alone is 2.8 MB; the dashboard does not load it.
    chunkSizeWarningLimit: 3_000,
    rollupOptions: {
      input: { dashboard: here('index.html'), graphiql: here('graphiql.html') },
      onLog(level, log, report) {
        // GraphiQL's packages carry directives for a compiler that is not used here.
        if (log.code === 'MODULE_LEVEL_DIRECTIVE') return;
        report(level, log);
      },
    },
  },
});
