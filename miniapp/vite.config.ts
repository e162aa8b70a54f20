import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { groupFirstScreen } from './first-screen-group.ts';

const at = (path: string): string => new URL(path, import.meta.url).pathname;

/** One build: h5/ is the phone app, console/ the desktop console, leaver/ the door for people who left, lead/ a public form, screen/ a store's code; the server serves dist/ at its root. */
export default defineConfig({
  root: at('.'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    target: ['es2020', 'chrome87', 'safari14'],
    chunkSizeWarningLimit: 1500,
    // Its file would be one request more; a browser without module preload loads in the order of imports.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        ...Object.fromEntries(
          ['h5', 'console', 'leaver', 'lead', 'screen'].map((entry) => [entry, at(`./${entry}/index.html`)]),
        ),
        'service-worker': at('./track/service-worker.ts'),
      },
      output: {
        // The worker's own name may not change: the browser looks for a newer one there.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'h5/service-worker.js' : 'assets/[name]-[hash].js',
        codeSplitting: { groups: [groupFirstScreen(at('./phone/main.tsx'))] },
      },
    },
  },
});
