// docs/protocol/feed.md, "Entries" and "Receipts".
import { canonical, demand, fromBase64, isObject, Refusal, utf8 } from './encoding.mjs';

const STATES = ['missing', 'refused', 'quarantined', 'stored'];
const CODES =
  'lifted no-disclosure bad-disclosure bad-record unsupported-type too-large wrong-accord not-author not-in-force above-ceiling unknown-marking withheld-required person-rules equivocation unknown-subject legal-hold'.split(
    ' ',
  );
const RECALLS = ['error', 'retention-ended', 'person-request', 'legal-order', 'withdrawn'];

const MEMBERS = {
  record: { c: hash },
  receipt: { from: whole, size: whole, root: hash, exceptions },
  recall: { index: whole, code: (value) => one(RECALLS, value) },
  expunge: { index: whole },
  key: { key: hash },
  epoch: { previous: seen },
};

export function checkEntry(entry) {
  try {
    demand(isObject(entry) && Object.hasOwn(MEMBERS, entry.kind), 'bad-entry', 'not an entry');
    demand(utf8(canonical(entry)).length <= 1023, 'bad-entry', 'too long');
    const members = {
      v: (value) => demand(value === 1, 'bad-entry'),
      kind: () => {},
      at,
      seen,
      ...MEMBERS[entry.kind],
      ...(['recall', 'expunge'].includes(entry.kind) && Object.hasOwn(entry, 'epoch') ? { epoch } : {}),
    };
    demand(Object.keys(entry).sort().join() === Object.keys(members).sort().join(), 'bad-entry', 'other members');
    for (const [name, check] of Object.entries(members)) check(entry[name]);
    if (entry.kind === 'receipt') checkReceipt(entry);
    if (entry.kind === 'expunge' && entry.epoch !== undefined)
      demand(entry.epoch < entry.seen[0], 'bad-entry', 'no earlier epoch');
  } catch (error) {
    throw error instanceof Refusal ? new Refusal('bad-entry', error.message) : error;
  }
}

function checkReceipt({ from, size, root, exceptions: list, seen: [, seenSize, seenRoot] }) {
  demand(from < size && size <= seenSize && (size < seenSize || root === seenRoot), 'bad-entry', 'not a range');
  let before = from - 1;
  for (const { index, state, code } of list) {
    demand(index > before && index < size, 'bad-entry', 'not ascending within the range');
    demand((state === 'stored') === (code === 'lifted'), 'bad-entry', 'state and code do not fit');
    before = index;
  }
}

function exceptions(list) {
  demand(Array.isArray(list) && list.length <= 8, 'bad-entry', 'not exceptions');
  for (const item of list) {
    demand(isObject(item) && Object.keys(item).sort().join() === 'code,index,state', 'bad-entry');
    whole(item.index);
    one(STATES, item.state);
    one(CODES, item.code);
  }
}

function whole(value) {
  demand(Number.isSafeInteger(value) && value >= 0, 'bad-entry', 'not a whole number');
}
function epoch(value) {
  whole(value);
  demand(value > 0, 'bad-entry', 'epochs are counted from 1');
}
function hash(value) {
  fromBase64(value, 32);
}
function one(list, value) {
  demand(list.includes(value), 'bad-entry', `not one of ${list}`);
}
function seen(value) {
  demand(Array.isArray(value) && value.length === 3, 'bad-entry', 'not [epoch, size, root]');
  whole(value[0]);
  whole(value[1]);
  hash(value[2]);
}
function at(value) {
  const is = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
  demand(is && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value, 'bad-entry', 'not a time');
}
