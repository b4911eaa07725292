/** The fast half of `npm test`: everything that finds a mistake within a minute. */
import { report, runCheck, staticChecks, vitest, type Check } from './checks.ts';

const unit: Check = { name: 'unit tests', tool: vitest, args: ['run', '--project', 'unit', '--reporter', 'dot'] };

const outcomes = await Promise.all([...staticChecks(), unit].map(runCheck));
for (const outcome of outcomes) report(outcome);
process.exitCode = outcomes.every(({ isGood }) => isGood) ? 0 : 1;
