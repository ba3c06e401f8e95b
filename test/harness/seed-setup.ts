import fc from 'fast-check';

/** Every run draws the same, so that what passed once passes again; another draws anew, and finds what this one does not. */
const SEED_DEFAULT = 20_261_121;

const seed = Number(process.env['HOLDFAST_TEST_SEED'] ?? SEED_DEFAULT);
if (!Number.isSafeInteger(seed)) throw new Error('HOLDFAST_TEST_SEED must be a whole number');
fc.configureGlobal({ seed });
