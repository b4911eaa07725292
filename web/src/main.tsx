import './ui/base.css';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import './ui/fonts.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, client } from './app/App.tsx';
import { activatePreferred } from './app/languages.ts';
import { router } from './app/routes/router.ts';
import { addressOf } from './data/client.ts';
import { wasAskedEarly } from './data/early.ts';
import { unreadQuery, todayQuery } from './data/notices.ts';
import { sessionQuery } from './data/queries.ts';
import { follow } from './ui/preferences.ts';

/** A page that is drawn once is there sooner than one that is drawn at each answer; but nobody waits for a node that is slow. */
const PATIENCE_MS = 400;

follow();
const early = Promise.all([
  router.load(),
  wasAskedEarly(addressOf('readSession')) && client.prefetchQuery(sessionQuery),
  wasAskedEarly(addressOf('countNotices')) && client.prefetchQuery(unreadQuery),
  wasAskedEarly(addressOf('readToday')) && client.prefetchQuery(todayQuery),
]).catch(() => {}); // the page says it
await Promise.all([activatePreferred(), Promise.race([early, new Promise((done) => setTimeout(done, PATIENCE_MS))])]);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

void import('./ui/other-scripts.ts');
