import { defineConfig } from 'vite';
import { singleFile } from './single-file.ts';

// A build is one for use, whoever asks for it.
process.env['NODE_ENV'] = 'production';

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [singleFile({ page: 'page.html', style: 'style.css', icon: '../src/ui/mark.svg', fileName: 'verify.html' })],
  build: {
    outDir: '../../build/verify',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: 'src/main.ts',
      output: { format: 'iife', entryFileNames: 'verify.js' },
    },
  },
});
