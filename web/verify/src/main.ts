import { startPage } from './page.ts';
import { serveWorker } from './worker.ts';

// One script for both: the page starts its own text again as a worker, since a file has no second address to load one from.
if (typeof document === 'undefined') serveWorker();
else startPage(document.currentScript?.textContent ?? '');
