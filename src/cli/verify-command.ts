import type { Command } from './args.ts';
import { runVerify } from './verify/verify.ts';

export const verify: Command = {
  name: 'verify',
  summary:
    'verifies a dossier offline: 0 all holds and every key is trusted, 1 something fails, 2 a key is not trusted',
  usage: 'entente verify FILE --trust FINGERPRINT ... [--file PATH ...] [--json]',
  run: runVerify,
};
