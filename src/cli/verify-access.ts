import type { Command } from './args.ts';
import { runVerifyAccess } from './verify/verify-access.ts';

export const verifyAccess: Command = {
  name: 'verify-access',
  summary:
    'verifies an exported access log offline: 0 all holds and oversight vouches for it, 1 something fails, 2 a key is not trusted',
  usage: 'entente verify-access FILE --trust FINGERPRINT ... [--json]',
  run: runVerifyAccess,
};
