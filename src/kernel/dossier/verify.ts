import { sha256Stream } from '#platform';
import { isFault } from '#kernel/log/faults.ts';
import { parseNote, verifyNote } from '#kernel/log/note.ts';
import { formatOrigin } from '#kernel/log/origin.ts';
import { accountOfFeeds } from './account.ts';
import type { Account, FeedAccount, OtherRow, ReadFeed } from './account.ts';
import { checkAcross } from './across.ts';
import { Broken, orBroken } from './broken.ts';
import { dossierText, exporterKey } from './build.ts';
import type { DossierFault, Place } from './faults.ts';
import { openFeed } from './feed.ts';
import type { FeedReader } from './feed.ts';
import { lineSplitter } from './line-splitter.ts';
import { readLine } from './lines.ts';
import type { DossierLine, EntryLine, FeedLine } from './lines.ts';
import { knownParties, requireParty } from './parties.ts';
import type { UntrustedKey } from './parties.ts';
import { recordCheck } from './records.ts';
import { describeFeeds } from './report.ts';
import { rotationCheck } from './rotations.ts';
import { show } from './show.ts';

/** 0: all holds and is trusted; 1: something fails; 2: consistent, but a key is not trusted. */
export type Verdict = {
  readonly exit: 0 | 1 | 2;
  readonly faults: readonly DossierFault[];
  readonly untrusted: readonly UntrustedKey[];
  /** Given fingerprints that no key of the dossier has. */
  readonly unused: readonly string[];
  readonly lines: readonly string[];
};

export type DossierVerifier = {
  /** Takes the next bytes of the file; false once nothing behind them can change the verdict. */
  readonly take: (chunk: Uint8Array) => boolean;
  readonly finish: () => Verdict;
  /** After `finish`. */
  readonly account: () => Account;
};

export function verifyDossier(bytes: Uint8Array, trust: readonly string[]): Verdict {
  const verifier = dossierVerifier(trust);
  verifier.take(bytes);
  return verifier.finish();
}

/** Reads a dossier of any size: it keeps one line, and of each entry its hash and a row without content. */
export function dossierVerifier(trust: readonly string[]): DossierVerifier {
  const faults: DossierFault[] = [];
  let place: Place = {};
  const found = (fault: DossierFault) => void faults.push({ place, ...fault });
  const parties = knownParties();
  const rotations = rotationCheck(parties, found);
  const records = recordCheck(found);
  const feeds = new Map<string, FeedReader>();
  const read: ReadFeed[] = [];
  const splitter = lineSplitter();
  const hash = sha256Stream();
  let stage = 0; // cards, rotations, feeds, end
  let number = 0;
  let offset = 0; // of the line that is read, in the file
  let feedAccounts: FeedAccount[] = [];
  let isBroken = false;

  const advance = (to: number) => {
    if (stage > to) throw new Broken('malformed', 'the lines are out of order');
    stage = to;
  };

  const takeEntry = (line: EntryLine, length: number) => {
    const current = read.at(-1);
    if (current === undefined) throw new Broken('malformed', 'an entry outside a feed');
    const { feed, rows } = current;
    const { index, disclosure } = line;
    place = { ...place, origin: formatOrigin(feed.origin), index };
    const entry = feed.take(line);
    if (entry?.kind !== 'record' && disclosure !== null)
      throw new Broken('malformed', `${feed.where(index)}: only a record has a disclosure`);
    if (entry === undefined) return;
    if (entry.kind !== 'record') {
      rows.push({ index, entry } satisfies OtherRow);
      return;
    }
    const at = { origin: feed.origin, index, where: feed.where(index), c: entry.c };
    const facts = disclosure === null ? 'absent' : (records.take(at, disclosure) ?? false);
    rows.push({ index, entry, from: offset, to: offset + length, facts });
  };

  const openNext = (line: FeedLine) => {
    const feed = openFeed(line, { parties, found, keyAt: rotations.keyAt });
    feeds.set(line.origin, feed);
    read.push({ feed, rows: [] });
  };

  const closeFeed = () => {
    const last = read.at(-1);
    if (last === undefined) return;
    place = { origin: formatOrigin(last.feed.origin) };
    last.feed.close();
  };

  const takeLine = (line: DossierLine, length: number) => {
    const here = place;
    switch (line.line) {
      case 'card':
        advance(0);
        if (!parties.add(line)) throw new Broken('malformed', 'two cards of one party');
        break;
      case 'rotation':
        advance(1);
        rotations.take(line);
        break;
      case 'feed':
        advance(2);
        closeFeed();
        place = { ...here, origin: line.origin };
        if (feeds.has(line.origin)) throw new Broken('malformed', 'one feed twice');
        openNext(line);
        break;
      case 'entry':
        advance(2);
        takeEntry(line, length);
    }
  };

  /** The last line: the exporter's note over all bytes before it. */
  const takeNote = (text: string) => {
    advance(2);
    stage = 3;
    const here = place;
    closeFeed();
    place = here;
    const note = orBroken("the exporter's note", () => parseNote(text));
    const [signature, ...others] = note.signatures;
    const uuid = signature?.name.slice('entente.v1/'.length) ?? '';
    if (others.length > 0) throw new Broken('malformed', 'the dossier is signed more than once');
    const exporter = requireParty(parties, uuid);
    const [key] = exporter.keys;
    if (key === undefined || isFault(verifyNote(note, [exporterKey(exporter.id, key)])))
      throw new Broken('bad-signature', "the exporter's signature does not hold");
    if (note.text !== dossierText(hash.digest()))
      throw new Broken('wrong-digest', 'the dossier was changed after it was signed');
    parties.relied(exporter, [key], 'exporter');
  };

  const guarded = (act: () => void): boolean => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      found({ fault: error.fault, line: number === 0 ? error.message : `line ${number}: ${error.message}` });
      isBroken = true;
    }
    return !isBroken;
  };

  const take = (chunk: Uint8Array): boolean =>
    !isBroken &&
    guarded(() => {
      for (const bytes of splitter.take(chunk)) {
        number++;
        place = { line: number };
        if (stage === 3) throw new Broken('malformed', "there are bytes behind the exporter's note");
        const line = orBroken('not a line of a dossier', () => readLine(bytes));
        if (typeof line === 'string') takeNote(line);
        else {
          hash.update(bytes);
          hash.update(NEWLINE);
          takeLine(line, bytes.length);
        }
        offset += bytes.length + 1;
      }
    });

  const finish = (): Verdict => {
    if (!isBroken) {
      number = 0;
      place = {};
      guarded(() => {
        if (splitter.rest() > 0)
          throw new Broken(
            'malformed',
            stage === 3 ? "there are bytes behind the exporter's note" : 'the file ends inside a line',
          );
        if (stage !== 3)
          throw new Broken(
            'malformed',
            read.length === 0 ? 'this is not a dossier' : "the exporter's note at the end is missing",
          );
        checkAcross(feeds, found);
        records.finish();
      });
    }
    feedAccounts = accountOfFeeds(read);
    const untrusted = parties.untrusted(trust);
    const exit = faults.length > 0 ? 1 : untrusted.length > 0 ? 2 : 0;
    return {
      exit,
      faults: faults.map((fault) => ({ ...fault, line: show(fault.line) })),
      untrusted,
      unused: parties.unused(trust),
      lines: describeFeeds(feedAccounts).map(show),
    };
  };

  return { take, finish, account: () => ({ parties: parties.account(trust), feeds: feedAccounts }) };
}

const NEWLINE = Uint8Array.of(0x0a);
