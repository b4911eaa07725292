import { CADENCES_EN } from '../data/calendar.ts';
import type { Kind } from './reading.ts';

/** Stage 6c: the cadence, in English. "Regularly" and a bare adjective say something only of a meeting. */
export function recurrenceIn(content: string, kind: Kind): string | undefined {
  const text = content.replace(/\s+/gu, ' ');
  for (const { pattern, value } of CADENCES_EN) {
    const found = pattern.exec(text)?.[0].toLowerCase();
    if (found === undefined) continue;
    if (kind !== 'recurring-meeting' && (value === 'regularly' || value === 'annually')) continue;
    return value === '' ? found : value;
  }
  return undefined;
}
