export function dossierName(accord: string, at: Date): string {
  return `dossier-${accord.slice(accord.indexOf('--') + 2, accord.indexOf('--') + 10)}-${at.toISOString().slice(0, 10)}.jsonl`;
}

/** Hands a file to the browser's own download. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
