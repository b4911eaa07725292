import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// What is imported from here on is compiled once, not at each start: less than half the time, and a fifth less memory. Beside
// the code that it is made from, so whoever may write the one may write the other. Where it cannot be written it is left out.
enableCompileCache(join(import.meta.dirname, '../build/compiled'));
const { runProgram } = await import('./cli/program.ts');

// Whoever reads our output may stop early (`| head`): that is no error of ours.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

process.exitCode = await runProgram(process.argv.slice(2), process);
