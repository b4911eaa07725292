import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DROPPED_BECAUSE,
  PROPOSED_TYPES,
  type ModelAnswer,
  type ModelCard,
  type Provenance,
} from '#contract/statement-model.ts';
import type { Proposals } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import { exceedsCeiling } from '#kernel/policy/ceiling.ts';
import type { Tlp } from '#kernel/policy/markings.ts';
import { LONGEST_STATEMENT } from '../read/longest.ts';
import type { ReadingThread } from '../source/reading-thread.ts';
import { askEndpoint, LARGEST_ANSWER, type Fault } from './ask-endpoint.ts';
import { MOST_OF_A_TYPE } from './check-answer.ts';
import { isLoopback, type ModelSettings } from './settings.ts';

export type ModelOptions = {
  /** Undefined: no endpoint is named, and there is nothing to switch on. */
  readonly settings: ModelSettings | undefined;
  /** Holds the switch: a file that is there while the model is off, so that it is off after a restart too. */
  readonly dataDir: string;
  readonly now: () => Date;
  readonly report: (line: string) => void;
  /** The node's one way out. */
  readonly fetch: typeof globalThis.fetch;
};

export type Model = {
  readonly card: () => Promise<ModelCard>;
  readonly switchTo: (on: boolean, by: string) => Promise<ModelCard>;
  /** `leaving` settles once it is written down that the text leaves. */
  readonly ask: (asked: { readonly text: string; readonly marking: Tlp }, leaving: Leaving) => Promise<ModelAnswer>;
};
export type Leaving = (to: string) => Promise<void>;

const MOST_AT_ONCE = 2;
const ERRORS = 50;

export function openModel({ settings, dataDir, now, report, fetch: ask }: ModelOptions, thread: ReadingThread): Model {
  const switchFile = join(dataDir, 'model-off.json');
  const since = now().toISOString();
  const counts = { asked: 0, answered: 0, failed: 0, keptBack: 0, proposed: 0 };
  const dropped = Object.fromEntries(DROPPED_BECAUSE.map((because) => [because, 0])) as Record<
    (typeof DROPPED_BECAUSE)[number],
    number
  >;
  const errors: ModelCard['errors'] = [];
  const underWay = new Set<AbortController>();
  let version: string | null = null;

  const switched = async (): Promise<ModelCard['switched']> => {
    try {
      const { by, at } = JSON.parse(await readFile(switchFile, 'utf8')) as {
        readonly by: unknown;
        readonly at: unknown;
      };
      return { by: String(by), at: String(at) };
    } catch (error) {
      // A file that cannot be read is there: whoever put it wanted it off.
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : { by: '', at: '' };
    }
  };

  const card = async (): Promise<ModelCard> => {
    const off = await switched();
    const url = settings && new URL(settings.url);
    return {
      state: settings === undefined ? 'not-named' : off ? 'off' : 'on',
      endpoint: url?.host ?? null,
      isLocal: url !== undefined && isLoopback(url.hostname),
      model: settings?.name ?? null,
      version,
      usedFor: ['statements'],
      ceiling: settings?.ceiling ?? null,
      limits: {
        characters: LONGEST_STATEMENT,
        seconds: (settings?.timeout ?? 0) / 1000,
        answerBytes: LARGEST_ANSWER,
        proposals: MOST_OF_A_TYPE,
      },
      since,
      counts: { ...counts, dropped: { ...dropped }, accepted: null, rejected: null },
      errors: [...errors],
      switched: off,
    };
  };

  const note = (fault: Fault): void => {
    counts.failed += 1;
    errors.unshift({ at: now().toISOString(), ...fault });
    errors.splice(ERRORS);
    report(`model: ${fault.code}${fault.status === null ? '' : ` ${fault.status}`}`);
  };

  return {
    card,
    switchTo: async (on, by) => {
      if (settings === undefined) throw new Failure('conflict', 'the configuration names no endpoint of a model');
      if (on) await rm(switchFile, { force: true });
      else {
        await writeFile(switchFile, `${JSON.stringify({ by, at: now().toISOString() })}\n`, {
          mode: 0o600,
          flush: true,
        });
        for (const asking of underWay) asking.abort();
      }
      return card();
    },
    ask: async ({ text, marking }, leaving) => {
      if (settings === undefined)
        throw new Failure('unavailable', 'this node has no model: the configuration names none');
      if (await switched()) throw new Failure('unavailable', 'the model is switched off');
      const excess = exceedsCeiling({ tlp: marking, handling: [] }, { tlp: settings.ceiling });
      if (excess) {
        counts.keptBack += 1;
        throw new Failure('forbidden', `${excess.detail}: the text does not leave this node`);
      }
      if (underWay.size >= MOST_AT_ONCE)
        throw new Failure('unavailable', 'the model is being asked already; try again in a while');
      const asking = new AbortController();
      underWay.add(asking);
      try {
        await leaving(new URL(settings.url).host);
        // It may have been switched off while that was written.
        asking.signal.throwIfAborted();
        counts.asked += 1;
        const said = await askEndpoint({ settings, fetch: ask }, text, asking.signal);
        const weighed = await thread.run('weighAnswer', text, 'fault' in said ? null : said.content);
        asking.signal.throwIfAborted();
        const fault: Fault | null =
          'fault' in said ? said.fault : weighed.model ? null : { code: 'wrong-form', status: null };
        if (fault !== null || weighed.model === undefined || 'fault' in said) {
          note(fault ?? { code: 'wrong-form', status: null });
          return { rules: weighed.rules, model: null, fault };
        }
        version = said.version || version;
        counts.answered += 1;
        for (const because of DROPPED_BECAUSE) dropped[because] += weighed.model.dropped[because] ?? 0;
        for (const type of PROPOSED_TYPES) counts.proposed += weighed.model.proposals[type].length;
        const provenance = provenanceOf(weighed.model.proposals, { model: settings.name, version: said.version });
        return { rules: weighed.rules, model: { ...weighed.model, provenance }, fault: null };
      } catch (error) {
        if (asking.signal.aborted) throw new Failure('unavailable', 'the model was switched off', { cause: error });
        throw error;
      } finally {
        underWay.delete(asking);
      }
    },
  };
}

type Named = Pick<Provenance, 'model' | 'version'>;

function provenanceOf(proposals: Proposals, named: Named): Record<(typeof PROPOSED_TYPES)[number], Provenance[]> {
  const of = (items: readonly Provenance['span'][]): Provenance[] =>
    items.map(({ start, end }) => ({
      ...named,
      inputHash: proposals.sha256,
      span: { start, end },
      reviewer: null,
      decision: null,
    }));
  return {
    meetings: of(proposals.meetings),
    participants: of(proposals.participants),
    commitments: of(proposals.commitments),
    events: of(proposals.events),
    incidents: of(proposals.incidents),
  };
}
