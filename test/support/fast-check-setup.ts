import fc from 'fast-check';

/** One seed for all properties, so that a run means the same everywhere; CONTRIBUTING says how to run with another. */
const DEFAULT_SEED = 20260101;

const asked = process.env['FAST_CHECK_SEED'];
const seed = asked === undefined ? DEFAULT_SEED : Number(asked);
if (!Number.isSafeInteger(seed)) throw new RangeError(`FAST_CHECK_SEED is not a whole number: ${asked}`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
