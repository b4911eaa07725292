#!/usr/bin/env node
// A second reading of docs/protocol, to see that the pages suffice: it shares no code with src/ and uses nothing but
// Node's own modules.
//
//   node second-implementation.mjs vectors FOLDER LIFECYCLES   all vectors; a line of JSON {checked, failed}
//   node second-implementation.mjs verify FILE FINGERPRINT ...  a dossier; exits as docs/protocol/dossier.md says
//   node second-implementation.mjs verdicts FILE                [{dossier (base64), trust}] to [{exit, faults}]
import { readFileSync } from 'node:fs';
import { verifyDossier } from './dossier.mjs';
import { checkVectors } from './vectors.mjs';

const [task, path, ...rest] = process.argv.slice(2);
if (task === 'vectors') {
  let checked = 0;
  const failed = [];
  for (const [what, isSo] of checkVectors(path, rest[0])) {
    checked++;
    if (!isSo) failed.push(what);
  }
  console.log(JSON.stringify({ checked, failed }));
  process.exitCode = failed.length > 0 ? 1 : 0;
} else if (task === 'verify') {
  const { exit, faults } = verifyDossier(readFileSync(path), rest);
  for (const fault of faults) console.log(fault);
  process.exitCode = exit;
} else if (task === 'verdicts') {
  const asked = JSON.parse(readFileSync(path, 'utf8'));
  const verdicts = asked.map(({ dossier, trust }) => verifyDossier(Buffer.from(dossier, 'base64'), trust));
  console.log(JSON.stringify(verdicts));
} else {
  console.error('usage: second-implementation.mjs vectors|verify|verdicts FILE ...');
  process.exitCode = 64;
}
