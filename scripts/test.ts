/** Runs everything, and ends with one line that counts it. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBin, report, root, runCheck, staticChecks, vitest } from './checks.ts';

type Count = { readonly passed: number; readonly failed: number };

// What vitest's JSON reporter writes, as far as it is read here.
type Results = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
};

const outcomes = await Promise.all(staticChecks().map(runCheck));
for (const outcome of outcomes) report(outcome);
const checks = {
  passed: outcomes.filter(isGood).length,
  failed: outcomes.filter((outcome) => !isGood(outcome)).length,
};
const tests = await runTests();
const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed;
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

async function runTests(): Promise<Count> {
  const results = join(root, 'build', 'test-results.json');
  rmSync(results, { force: true });
  const twice = './test/support/twice-reporter.ts';
  const reporters = [
    '--reporter',
    'default',
    '--reporter',
    twice,
    '--reporter',
    'json',
    `--outputFile.json=${results}`,
  ];
  const child = spawn(process.execPath, [findBin(vitest), 'run', ...reporters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const count = countTests(results);
  // An error outside of every test (a hook, a leak, a crash of vitest) is a failure too.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function countTests(path: string): Count {
  let results: Results;
  try {
    results = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { passed: 0, failed: 0 };
  }
  const unloaded = results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: results.numPassedTests, failed: results.numFailedTests + unloaded.length };
}

function isGood(outcome: { readonly isGood: boolean }): boolean {
  return outcome.isGood;
}
