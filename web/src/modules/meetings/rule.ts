const UNITS: Readonly<Record<string, string>> = { DAILY: 'D', WEEKLY: 'W', MONTHLY: 'M', YEARLY: 'Y' };

/** How often a plain recurrence rule (RFC 5545, 3.3.10) comes round, as an ISO 8601 duration; undefined if it says more than that. */
export function cadenceOfRule(rule: string): string | undefined {
  const match = /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(\d+))?$/.exec(rule);
  return match === null ? undefined : `P${match[2] ?? '1'}${UNITS[match[1] ?? ''] ?? ''}`;
}
