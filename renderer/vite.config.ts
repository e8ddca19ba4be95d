/** How the window's page is bundled: one page, no inline script or font (the content policy allows neither). */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { icuMessages } from '../build/bundle/icu-messages.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig(({ mode }) => ({
  root,
  base: './',
  plugins: [icuMessages(), react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome130',
    cssTarget: 'chrome130',
    sourcemap: mode !== 'production',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
}));
