import { afterAll } from 'vitest';
import { dropClones } from './postgres.ts';

// Read anew for each file, and so the last to be called after it.
afterAll(dropClones);
