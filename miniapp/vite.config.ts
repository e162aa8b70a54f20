import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string): string => new URL(path, import.meta.url).pathname;

/** Four entries, one build: h5/ is the phone app, console/ the desktop console, leaver/ the door for people who left, lead/ a public form; the server serves dist/ at its root. */
export default defineConfig({
  root: at('.'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: at('./dist'),
    emptyOutDir: true,
    target: ['es2020', 'chrome87', 'safari14'],
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: Object.fromEntries(
        ['h5', 'console', 'leaver', 'lead'].map((entry) => [entry, at(`./${entry}/index.html`)]),
      ),
    },
  },
});
