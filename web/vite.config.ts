import { lingui } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compress } from './compress.ts';
import { firstPieces, preloadFirst } from './first-page.ts';

const api = process.env['ENTENTE_API'] ?? 'http://127.0.0.1:4100';

// A build is one for use, whoever asks for it: under NODE_ENV=test it would hold React's development half.
if (process.argv.includes('build')) process.env['NODE_ENV'] = 'production';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    // Macros are all in web/src; Babel runs on nothing else.
    babel({
      include: /web\/src\/.*\.tsx?$/,
      plugins: ['@lingui/babel-plugin-lingui-macro'],
    }),
    react(),
    lingui({
      configPath: `${import.meta.dirname}/lingui.config.ts`,
      failOnMissing: true,
      failOnCompileError: true,
    }),
    preloadFirst(),
    compress(),
  ],
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2022',
    // These know light-dark(); for older ones it would be rewritten in a way that does not follow our switch.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    // What each page loads, for the tests that bound it.
    manifest: true,
    // What the first page is made of comes in one piece, and what most of the others share in another: else each set of pages that
    // shares something makes a file of its own, a hundred of them for the first page.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            ...firstPieces,
            // Few pages read a constant out of the contract, and none of the first.
            { name: 'schemas', test: /node_modules\/zod\/|src\/contract\/(?!client|operations)/, priority: 1 },
            { name: 'shared', minShareCount: 8 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api, '/auth': api, '/verify.html': api } },
});
