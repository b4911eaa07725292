// What test/vectors says must be so.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { base64, canonical, fingerprint, fromBase64, Refusal, sha256, utf8 } from './encoding.mjs';
import { verifyDossier } from './dossier.mjs';
import { checkEntry } from './entries.mjs';
import { areConcurrent, fold, inOrder } from './lifecycles.mjs';
import { verifyAnswer, verifyRequest } from './messages.mjs';
import {
  COSIGNATURE,
  keyId,
  openCheckpoint,
  readOrigin,
  readSignatureLine,
  readTilePath,
  readVerifierKey,
  signersOf,
} from './notes.mjs';
import { commit, open } from './records.mjs';
import { retentionEnd } from './retention.mjs';
import { isConsistent, isIncluded, leafHash, nodeHash, rootOf } from './tree.mjs';

const hex = (text) => Buffer.from(text, 'hex');
const isRefused = (act) => {
  try {
    act();
    return false;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return true;
  }
};

/** [what, is it so] for all vectors. */
export function* checkVectors(folder, cyclesPath) {
  const read = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  yield* canonicalForm(read('canonical'));
  yield* records(read('commitment'));
  for (const { party, publicKey, fingerprint: expected } of read('fingerprint').vectors)
    yield [`fingerprint of ${party}`, fingerprint(party, hex(publicKey)) === expected];
  yield* trees(read('merkle'));
  yield* notes(read('note'));
  yield* checkpoints(read('checkpoint'), read('cosignature'));
  for (const { path, ...tile } of read('tile').paths) yield [path, canonical(readTilePath(path)) === canonical(tile)];
  for (const path of read('tile').bad) yield [`no tile: ${path}`, isRefused(() => readTilePath(path))];
  for (const { what, text } of read('entry').entries) yield [what, !isRefused(() => checkEntry(JSON.parse(text)))];
  for (const { what, text } of read('entry').refused) yield [what, isRefused(() => checkEntry(JSON.parse(text)))];
  for (const { what, record, accord, ends } of read('retention').cases)
    yield [what, canonical(retentionEnd(record, accord)) === canonical(ends)];
  yield* orders(read('order'));
  yield* folds(read('fold'), JSON.parse(readFileSync(cyclesPath, 'utf8')));
  yield* messages(read('message'));
  for (const { what, lines, trust, exit, faults } of read('dossier').dossiers) {
    const verdict = verifyDossier(utf8(lines.map((line) => `${line}\n`).join('')), trust);
    yield [
      `dossier: ${what}`,
      verdict.exit === exit && canonical(verdict.faults) === canonical(faults.toSorted((a, b) => (a < b ? -1 : 1))),
    ];
  }
}

function* canonicalForm({ texts, numbers }) {
  for (const { name, input, canonical: expected } of texts) yield [name, canonical(JSON.parse(input)) === expected];
  for (const { bits, text } of numbers) yield [`number ${bits}`, canonical(hex(bits).readDoubleBE(0)) === text];
}

function* records({ secret, commitments, disclosures, refused }) {
  for (const { name, record, c, parts } of commitments) {
    const made = commit(record, fromBase64(secret));
    const names = made.parts.map((part) => Object.keys(part).sort());
    yield [name, made.c === c && canonical(names) === canonical(parts.map(({ properties }) => properties))];
  }
  for (const { name, c, disclosure, withheld } of disclosures)
    yield [name, canonical(open(c, disclosure).withheld) === canonical(withheld)];
  for (const { name, c, disclosure } of refused) yield [`refused: ${name}`, isRefused(() => open(c, disclosure))];
}

function* trees({ hashing, leaves, roots, inclusion, consistency }) {
  yield ['empty tree', rootOf([]).toString('hex') === hashing[0].root];
  yield ['leaf', leafHash(utf8('L123456')).toString('hex') === hashing[1].leaf];
  yield ['node', nodeHash(utf8('N123'), utf8('N456')).toString('hex') === hashing[2].node];
  const hashed = leaves.map((leaf) => leafHash(hex(leaf)));
  const rootAt = (size) => hex(roots[size - 1]);
  for (const [i, root] of roots.entries())
    yield [`root of ${i + 1}`, rootOf(hashed.slice(0, i + 1)).toString('hex') === root];
  for (const { index, size, hashes } of inclusion) {
    const path = hashes.map(hex);
    yield [`${index} in ${size}`, isIncluded(hashed[index], index, size, path, rootAt(size))];
    yield [`not ${index} in ${size}`, !isIncluded(leafHash(utf8('other')), index, size, path, rootAt(size))];
  }
  for (const { from, size, hashes } of consistency)
    yield [`${from} to ${size}`, isConsistent(from, size, hashes.map(hex), rootAt(from), rootAt(size))];
}

function* notes({ notes: all, badKeys }) {
  for (const { key, text, line } of all)
    yield [
      `note by ${key}`,
      signersOf({ text, signatures: [readSignatureLine(line)] }, [readVerifierKey(key)]).length === 1,
    ];
  for (const key of badKeys) yield [`no key: ${key}`, isRefused(() => readVerifierKey(key))];
}

function* checkpoints({ origin: { text, ...members }, checkpoints: all }, { party, text: cosigned, line }) {
  yield ['origin', canonical(readOrigin(text)) === canonical(members)];
  // The keys of RFC 8032 seeds of 32 equal bytes 1 and 2, as fingerprint.json has them.
  const [one, two] = [
    hex('8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c'),
    hex('8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394'),
  ];
  for (const { size, root, note } of all) {
    const opened = openCheckpoint(note, text, [one]);
    yield [`checkpoint of ${size}`, opened.size === size && opened.root.toString('hex') === root];
    yield [
      `another text than ${size}`,
      isRefused(() => openCheckpoint(note.replace(`\n${size}\n`, `\n${size + 1}\n`), text, [one])),
    ];
  }
  const key = { name: `entente.v1/${party}`, type: COSIGNATURE, publicKey: two };
  const signature = readSignatureLine(line);
  yield ['cosignature', signersOf({ text: cosigned, signatures: [signature] }, [key]).length === 1];
  yield ['id of the cosigner', keyId(key.name, COSIGNATURE, two) === signature.id];
}

const entryOf =
  (by) =>
  ([index, seen]) => ({ by, index, seen });
const label = ({ by, index }) => `${by}${index}`;

function* orders({ cases }) {
  for (const { name, A, B, order, concurrent } of cases) {
    const [a, b] = [A.map(entryOf('A')), B.map(entryOf('B'))];
    yield [
      name,
      inOrder([...b, ...a])
        .map(label)
        .join() === order.join(),
    ];
    const pairs = a.flatMap((x) => b.filter((y) => areConcurrent(x, y)).map((y) => [label(x), label(y)]));
    yield [`${name}: concurrent`, canonical(pairs) === canonical(concurrent)];
  }
}

function* folds(vectors, cycles) {
  for (const [kind, list] of [
    ['commitment', vectors.commitment],
    ['accord', vectors.accord],
  ])
    for (const { name, author, steps, history, versions = 1, shown, perVersion, entryIntoForce = 'at-once' } of list) {
      const cycle = kind === 'commitment' ? cycles.commitment : cycles.accord[entryIntoForce];
      const all = steps.map(([place, seen, verb, version = 0]) => ({
        by: place[0],
        index: Number(place.slice(1)),
        seen,
        verb,
        version,
      }));
      const folded = Array.from({ length: versions }, (_, i) =>
        fold(
          cycle,
          author,
          all.filter(({ version }) => version === i),
        ),
      );
      const told = new Map(
        folded.flatMap((one) =>
          one.history.map(({ step, outcome, state }) => [label(step), [label(step), outcome, state]]),
        ),
      );
      yield [name, canonical(inOrder(all).map((step) => told.get(label(step)))) === canonical(history)];
      yield [
        `${name}: shown`,
        folded.at(-1).shown === shown &&
          (!perVersion || canonical(folded.map((one) => one.shown)) === canonical(perVersion)),
      ];
    }
}

function* messages({ keys, first, request, answer, refused }) {
  const [asking, answering] = [hex(keys.request), hex(keys.answer)];
  yield ['request for a challenge', verifyRequest(first, asking).challenge === ''];
  const { recipient } = verifyRequest(request, asking);
  yield ['request', recipient === verifyAnswer(answer, request, answering).keyid];
  for (const { name, request: changed = request, answer: said } of refused)
    yield [
      `refused: ${name}`,
      isRefused(() => (said ? verifyAnswer(said, changed, answering) : verifyRequest(changed, asking))),
    ];
  yield [
    'digest of nothing',
    `sha-256=:${base64(sha256())}:` === 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
  ];
}
