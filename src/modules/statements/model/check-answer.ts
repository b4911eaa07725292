import { z } from 'zod';
import { DROPPED_BECAUSE, type Dropped, type PROPOSED_TYPES } from '#contract/statement-model.ts';
import type { Proposals } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { sameSide, sideMaps } from '../compare/sides.ts';
import { ITEMS, SIDE } from './asked-form.ts';
import { openLocator, type Locator, type Span } from './locate.ts';

/** More of one type is no reading of one statement. */
export const MOST_OF_A_TYPE = 300;

type Type = (typeof PROPOSED_TYPES)[number];
type Parties = Proposals['parties'];
type Because = (typeof DROPPED_BECAUSE)[number];
export type Checked = { readonly proposals: Omit<Proposals, 'sha256'>; readonly dropped: Dropped };

const list = z.array(z.unknown());
const FORM = z.strictObject({
  parties: list,
  meetings: list,
  participants: list,
  commitments: list,
  events: list,
  incidents: list,
});

/**
 * What is left of a model's answer: proposals whose words are in the text, with values of our sets. All else is dropped and counted.
 * An answer that is not in the form at all is none: undefined.
 */
export function checkAnswer(
  text: string,
  content: string,
  rules: Pick<Proposals, 'lang' | 'parties'>,
): Checked | undefined {
  const answer = formOf(content);
  if (answer === undefined) return undefined;
  const dropped = Object.fromEntries(DROPPED_BECAUSE.map((because) => [because, 0])) as Record<Because, number>;
  const locator = openLocator(text);
  const sides = sidesOf(answer.parties, locator, rules.parties);
  const kept = <Kept extends Type>(type: Kept, make: Make<Kept>): Span[] => {
    const given = answer[type];
    dropped['too-many'] += Math.max(0, given.length - MOST_OF_A_TYPE);
    const taken = new Set<string>();
    const items = given.slice(0, MOST_OF_A_TYPE).flatMap((raw): Span[] => {
      const parsed = ITEMS[type].safeParse(raw);
      if (!parsed.success) {
        dropped[isOutOfSet(parsed.error) ? 'not-in-the-set' : 'malformed'] += 1;
        return [];
      }
      const item = parsed.data as z.infer<(typeof ITEMS)[Kept]>;
      const places = locator.places(item.quote);
      const values = make(item);
      const free = places.find((span) => !taken.has(keyOf(span, values ?? {})));
      const because =
        places.length === 0 ? 'not-in-text' : values === undefined ? 'not-in-the-set' : !free ? 'twice' : undefined;
      if (because !== undefined || free === undefined) {
        dropped[because ?? 'twice'] += 1;
        return [];
      }
      taken.add(keyOf(free, values ?? {}));
      return [{ ...free, ...values }];
    });
    return items.sort((a, b) => a.start - b.start || a.end - b.end);
  };
  const isThere = (words: string | null): string | undefined =>
    words !== null && locator.places(words).length > 0 ? words.replace(/\s+/gu, ' ').trim() : undefined;
  const proposals = {
    lang: rules.lang,
    parties: sides.parties,
    meetings: kept('meetings', ({ date, place, format }) =>
      given({ date: dateOf(date), place: isThere(place), format: formatOf(format) }),
    ),
    participants: kept('participants', ({ quote, title, side }) => ({
      name: quote.replace(/\s+/gu, ' ').trim(),
      ...given({ title: isThere(title), side: side === null ? undefined : sides.letters.get(side) }),
    })),
    commitments: kept('commitments', ({ kind, status, responsible, recurrence, due }) => {
      const who = responsibleOf(responsible, sides.letters);
      return who === undefined
        ? undefined
        : { kind, responsible: who, status, ...given({ recurrence: cadenceOf(recurrence), due: dateOf(due) }) };
    }),
    events: kept('events', ({ quote, date, place }) => ({
      name: quote.replace(/\s+/gu, ' ').trim(),
      ...given({ date: dateOf(date), place: isThere(place) }),
    })),
    incidents: kept('incidents', ({ quote, date }) => ({
      name: quote.replace(/\s+/gu, ' ').trim(),
      ...given({ date: dateOf(date) }),
    })),
  };
  return { proposals: proposals as unknown as Checked['proposals'], dropped };
}

type Make<Kept extends Type> = (item: z.infer<(typeof ITEMS)[Kept]>) => Readonly<Record<string, string>> | undefined;

/** Two undertakings of different kinds may stand in the same words. */
const keyOf = ({ start, end }: Span, { kind = '' }: Readonly<Record<string, string>>): string =>
  `${start}-${end} ${kind}`;

function formOf(content: string): z.infer<typeof FORM> | undefined {
  try {
    return FORM.safeParse(parseStrict(content, { maxBytes: 1024 * 1024, maxDepth: 8 })).data;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

const isOutOfSet = ({ issues }: z.ZodError): boolean => issues.every(({ code }) => code === 'invalid_value');

/** Names of sides that are in the text, under the letters that the rules gave them; the others get the next ones. */
function sidesOf(given: readonly unknown[], locator: Locator, rules: Parties) {
  const own: Record<string, string[]> = {};
  for (const raw of given.slice(0, 6)) {
    const { data } = SIDE.safeParse(raw);
    const names = data?.names.slice(0, 20).filter((name) => locator.places(name).length > 0) ?? [];
    if (data && names.length > 0) own[data.letter] ??= names.map((name) => name.replace(/\s+/gu, ' ').trim());
  }
  const letters = new Map<string, string>();
  for (const [letter, other] of sideMaps(own, rules)[0] ?? [])
    if (sameSide(own[letter] ?? [], rules[other] ?? []) > 0) letters.set(letter, other);
  const free = Array.from('ABCDEFGHIJKL').filter((letter) => !(letter in rules));
  for (const letter of Object.keys(own)) if (!letters.has(letter)) letters.set(letter, free.shift()!);
  return {
    letters,
    parties: Object.fromEntries(Object.entries(own).map(([letter, names]) => [letters.get(letter)!, names])),
  };
}

function responsibleOf(said: string, letters: ReadonlyMap<string, string>): string | undefined {
  if (said === 'both') return letters.size > 0 ? 'both' : undefined;
  const found = new Set<string>();
  for (const letter of said.split('+')) {
    const side = letters.get(letter.trim());
    if (side === undefined) return undefined;
    found.add(side);
  }
  return [...found].sort((a, b) => (a < b ? -1 : 1)).join('+');
}

const given = (values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Values that are no words of the text are of a form in which nothing else can be said. */
const matching =
  (pattern: RegExp) =>
  (said: string | null): string | undefined =>
    said !== null && pattern.test(said) ? said : undefined;
const dateOf = matching(
  /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?| (?:spring|summer|autumn|winter|Q[1-4]|H[12]))?$/u,
);
const cadenceOf = matching(
  /^(?:regularly|daily|weekly|monthly|quarterly|half-yearly|annually|yearly|biennially|twice a (?:month|year)|every (?:other )?(?:(?:two|three|four|five|six|nine|twelve|\d{1,2}) )?(?:day|week|month|quarter|year)s?|P\d{1,2}[DWMY])$/u,
);
const formatOf = matching(
  /^(?:in person|virtual|online|hybrid|by telephone|telephone|video conference|video-conference)$/u,
);
