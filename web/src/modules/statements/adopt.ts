import { createRecord } from '../../data/actions.ts';
import { get, RequestFailed } from '../../data/client.ts';
import { quoteSelector, type Item, type Review } from './review.ts';

const CHANNEL = 'secretariat';

export type Adoption = {
  readonly accord: string;
  readonly text: string;
  readonly title: string;
  readonly review: Review;
};

/** The record of one accepted proposal. What was left empty is left out. */
export function commitmentRecord(item: Item, { accord, text, title, review }: Adoption): Record<string, unknown> {
  const { mapping, lang, sha256 } = review;
  const responsible = item.responsible.flatMap((letter) => mapping[letter] ?? []);
  return {
    type: 'commitment',
    id: item.id,
    accord_ref: accord,
    channel: CHANNEL,
    ...given({ title: item.title, due: item.due, recurrence: item.recurrence, theme: item.theme }),
    kind: item.kind,
    status: item.status,
    responsible: [...new Set(responsible)],
    quote: quoteSelector(text, item),
    source: { ...given({ title }), lang, sha256, start: item.start, end: item.end },
  };
}

/** Internal: it holds names, so it never leaves this node. */
export function statementRecord({ accord, title, review }: Adoption): Record<string, unknown> {
  const { lang, sha256, meeting, attendees, sides } = review;
  return {
    type: 'statement',
    id: review.id,
    accord_ref: accord,
    channel: CHANNEL,
    ...given({ title }),
    lang,
    sha256,
    ...(meeting === undefined || Object.keys(given(meeting)).length === 0 ? {} : { meeting: given(meeting) }),
    participants: attendees
      .filter(({ office }) => office.trim() !== '')
      .map(({ office, side, keepName, name, retainUntil }) => ({
        office: office.trim(),
        side: sides[side]?.[0] ?? '–',
        ...(keepName && retainUntil !== '' ? { name, retain_until: retainUntil } : {}),
      })),
  };
}

function given(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
  );
}

/** If an earlier attempt got no answer it may still have been kept: then it is found, and not made twice. */
export async function createOnce(record: Record<string, unknown>, wasTried: boolean): Promise<void> {
  if (wasTried && (await exists(String(record['id'])))) return;
  await createRecord(record);
}

async function exists(id: string): Promise<boolean> {
  try {
    await get(`/api/v1/records/${encodeURIComponent(id)}`);
    return true;
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 404) return false;
    throw error;
  }
}
