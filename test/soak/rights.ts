/** Every role, membership and list at every face: `node test/soak/rights.ts [--quick]`. Its last line is JSON. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const isQuick = process.argv.includes('--quick');
const began = performance.now();
const files = [
  'test/unit/policy/rights-matrix.test.ts',
  'test/store/rights-faces.test.ts',
  'test/store/what-if.test.ts',
];
const run = spawn(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...files, '--testTimeout=600000'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ENTENTE_WHOLE: isQuick ? '' : '1' },
  },
);
const code = await new Promise<number>((resolve) => run.once('close', (ended) => resolve(ended ?? 1)));
console.log(
  JSON.stringify({
    soak: 'rights',
    whole: !isQuick,
    ok: code === 0,
    seconds: Math.round((performance.now() - began) / 1_000),
  }),
);
process.exitCode = code === 0 ? 0 : 1;
