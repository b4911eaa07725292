/**
 * Kills two served nodes under load: `npm run soak:crash -- --seed N --kills M`. It runs in rounds on new folders; the round of a
 * finding runs alone by its own seed. Ends with one line of JSON, and 1 if anything did not hold.
 */
import { parseArgs } from 'node:util';
import { runRound, type Round } from './round.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '1000' },
    round: { type: 'string', default: '50' },
    folder: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
});
const [seed, kills, perRound] = [values.seed, values.kills, values.round].map(Number) as [number, number, number];
const began = performance.now();
const rounds: Round[] = [];
const findings: { readonly seed: number; readonly wrong: string }[] = [];
let done = 0;
const MOST_FINDINGS = 20;
const NOTHING: Round = { kills: 0, disturbances: 0, acknowledged: 0, ready: [], answers: new Map(), wrong: [] };

while (done < kills && findings.length < MOST_FINDINGS) {
  const own = seed + rounds.length;
  const round: Round = await runRound({
    seed: own,
    kills: Math.min(perRound, kills - done),
    ...(values.folder === undefined ? {} : { folder: `${values.folder}/${own}` }),
    tell: values.quiet ? () => {} : (line) => console.error(`seed ${own}: ${line}`),
  }).catch((error: unknown) => {
    console.error(error); // where it broke off, and for which cause
    return { ...NOTHING, wrong: [`the round broke off: ${String(error)}`] };
  });
  rounds.push(round);
  done += round.kills;
  for (const wrong of round.wrong) findings.push({ seed: own, wrong });
  for (const wrong of round.wrong) console.error(`seed ${own}: WRONG: ${wrong}`);
  console.error(`seed ${own}: ${done} kills, ${round.acknowledged} acknowledged, ${round.wrong.length} findings`);
}

const ready = rounds.flatMap((round) => round.ready).sort((a, b) => a - b);
const at = (share: number): number =>
  Math.round(ready[Math.min(ready.length - 1, Math.floor(ready.length * share))] ?? 0);
const total = (count: (round: Round) => number): number => rounds.reduce((sum, round) => sum + count(round), 0);
const answers: Record<string, number> = {};
for (const { answers: counted } of rounds)
  for (const [status, count] of counted) answers[status] = (answers[status] ?? 0) + count;
console.log(
  JSON.stringify({
    soak: 'crash',
    seed,
    kills: done,
    disturbances: total(({ disturbances }) => disturbances),
    rounds: rounds.length,
    seconds: Math.round((performance.now() - began) / 1000),
    acknowledged: total(({ acknowledged }) => acknowledged),
    answers,
    readyMs: {
      count: ready.length,
      p50: at(0.5),
      p95: at(0.95),
      max: at(1),
      over5s: ready.filter((ms) => ms > 5_000).length,
    },
    findings,
  }),
);
process.exitCode = findings.length > 0 ? 1 : 0;
