// Names and ids come from others. A control or a change of direction in them could fake a line of the report.
const UNSHOWABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

export function show(line: string): string {
  return line.slice(0, 1000).replaceAll(UNSHOWABLE, '\ufffd');
}
