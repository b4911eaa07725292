/** What people type, as parts of an address: of the bench's own objects. */
export function searchesFor(made: number, ids: readonly string[]): string[] {
  const numbers = Array.from({ length: 40 }, (_, i) => (i * 7919) % made);
  const queries = [
    'ledger',
    'ledger invoice',
    'sinkhole relay courier',
    'le',
    'led',
    'report window not',
    'undertaking lure',
    ...numbers.flatMap((n) => [`lure ${n}`, `note ${n}`, `${n}`, `cluster inv`]),
    ...ids.slice(0, 40).map((id) => id.slice(id.indexOf('--') + 2).slice(0, 8)),
  ];
  return queries.map(encodeURIComponent);
}
