// docs/protocol/retention.md.
const DAY = 24 * 60 * 60 * 1000;

/** {at, because} or null. */
export function retentionEnd({ lifetime, channel, latest, ownDate }, { channels, terminatedAt }) {
  const declared = channels.filter(({ name }) => name === channel);
  const days = Math.max(...(declared.length > 0 ? declared : channels).map((one) => one.retention_days));
  const after = (start) => new Date(Date.parse(start) + days * DAY).toISOString();
  const ends = [];
  if (terminatedAt !== null) ends.push({ at: after(terminatedAt), because: 'accord-terminated' });
  if (lifetime === 'version') ends.push({ at: after(latest), because: 'published-long-ago' });
  if (ownDate !== null) ends.push({ at: ownDate, because: 'own-date' });
  return ends.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0] ?? null;
}
