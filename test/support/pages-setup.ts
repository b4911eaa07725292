import { buildWeb } from '../../scripts/build-web.ts';
import { unpackBrowser } from './browser.ts';

/** Once, before several files want both at the same moment. */
export default async function setup(): Promise<void> {
  await Promise.all([buildWeb(), unpackBrowser()]);
}
