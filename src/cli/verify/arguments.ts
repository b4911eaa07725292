import { isFingerprint } from '#kernel/log/fingerprint.ts';

export type VerifyArguments = {
  /** At least one. */
  readonly files: readonly [string, ...string[]];
  readonly trust: readonly string[];
  readonly json: boolean;
  /** Files on this disk, each to be compared with the documents of the dossier. */
  readonly attached: readonly string[];
};

/** What was asked, or the one line that says why it cannot be understood. */
export function readArguments(args: readonly string[]): VerifyArguments | string {
  const trust: string[] = [];
  const attached: string[] = [];
  const files: string[] = [];
  let json = false;
  let isTrusting = false; // further fingerprints may follow the first
  let isOptions = true;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (isOptions && arg === '--') {
      isOptions = isTrusting = false;
    } else if (isOptions && arg === '--json') {
      json = true;
      isTrusting = false;
    } else if (isOptions && (arg === '--file' || arg.startsWith('--file='))) {
      const path = arg === '--file' ? args[++i] : arg.slice('--file='.length);
      if (path === undefined || path === '') return '--file names a file';
      attached.push(path);
      isTrusting = false;
    } else if (isOptions && (arg === '--trust' || arg.startsWith('--trust='))) {
      const value = arg === '--trust' ? args[++i] : arg.slice('--trust='.length);
      const fingerprint = value?.toLowerCase(); // typed by a person
      if (fingerprint === undefined || !isFingerprint(fingerprint))
        return `${value ?? '--trust'} is not a fingerprint: eight groups of four hex digits, joined by hyphens`;
      trust.push(fingerprint);
      isTrusting = true;
    } else if (isOptions && isTrusting && isFingerprint(arg.toLowerCase())) {
      trust.push(arg.toLowerCase());
    } else if (isOptions && arg.startsWith('-')) {
      return `the option ${arg} is not known`;
    } else {
      files.push(arg);
      isTrusting = false;
    }
  }
  const [file, ...others] = files;
  if (file === undefined || files.includes('')) return 'which file?';
  if (others.length > 0 && attached.length > 0) return '--file goes with one dossier';
  return { files: [file, ...others], trust, json, attached };
}
