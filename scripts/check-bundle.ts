import { readFileSync } from 'node:fs';
import { parseStrict } from '#kernel/json/strict.ts';
import { isJsonObject, textOf } from '#kernel/json/types.ts';
import { validateBundle } from '#kernel/stix/bundle.ts';

/** `node scripts/run.mjs scripts/check-bundle.ts FILE ...`: validates STIX bundles object by object. The last line is JSON. */
const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write('usage: node scripts/run.mjs scripts/check-bundle.ts FILE ...\n');
  process.exit(1);
}

const SHOWN = 20;
let objects = 0;
let refused = 0;
for (const file of files) {
  const bundle = parseStrict(readFileSync(file), { maxBytes: 512 * 1024 * 1024 });
  const began = performance.now();
  const report = validateBundle(bundle);
  const ms = performance.now() - began;
  const counts = new Map<string, number>();
  const wrong = report.objects.filter(({ issues }) => issues.length > 0);
  for (const { object } of report.objects) {
    const type = isJsonObject(object) ? textOf(object['type']) : '';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  objects += report.objects.length;
  refused += wrong.length + report.issues.length;
  const perObject = ((1000 * ms) / Math.max(1, report.objects.length)).toFixed(1);
  process.stdout.write(`${file}: ${report.objects.length} objects, ${wrong.length} refused, ${perObject} us each\n`);
  for (const [type, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    process.stdout.write(`  ${String(count).padStart(7)} ${type}\n`);
  for (const { path, clause, message } of report.issues) process.stdout.write(`  ${path}: ${message} (${clause})\n`);
  for (const { object, issues } of wrong.slice(0, SHOWN))
    for (const { path, clause, message } of issues)
      process.stdout.write(`  ${isJsonObject(object) ? textOf(object['id']) : '?'} ${path}: ${message} (${clause})\n`);
}
process.stdout.write(`${JSON.stringify({ files: files.length, objects, refused })}\n`);
process.exitCode = refused === 0 ? 0 : 1;
