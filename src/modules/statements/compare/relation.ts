import { plain, plainCadence } from '../score/values.ts';
import type { Language, Status } from '../read/reading.ts';
import { countedIn } from './numbers.ts';
import type { Profile } from './profile.ts';

export type Relation = 'reaffirmed' | 'expanded' | 'superseded';
export type Related = { readonly relation: Relation; readonly why: readonly string[] };

/** Something takes the place of what was said. */
const REPLACES: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:instead of|in place of|in lieu of|rather than|replac\w+|supersed\w+|henceforth|from now on|no longer|postpon\w*|reschedul\w*|defer\w*|brought forward|moved (?:to|from|forward)|new (?:date|deadline)|extend\w* (?:the )?(?:deadline|time ?limit)|merg\w+ (?:in)?to)\b/iu,
  zh: /改为|改由|取代|代替|替代|而不是|推迟|延期|提前|调整为|不再|并入/u,
  ur: /کی بجائے|کے بجائے|بجائے|کی جگہ|مؤخر|ملتوی|تبدیل|آئندہ سے/u,
};
const WIDENS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:expand\w*|extend\w*|widen\w*|broaden\w*|additional|enlarg\w*|increas\w*|doubl\w*|tripl\w*|also (?:cover|include|extend)\w*|further \w+ (?:officers|investigators|courses|places)|as well as|upgrad\w*|including|throughout|all (?:provinces|sites|projects|border))\b/iu,
  zh: /扩大|扩展|增加|增至|追加|覆盖|延伸|还将|升级|全部/u,
  ur: /توسیع|اضافہ|مزید|بڑھا|دائرہ|تمام/u,
};
/** What it was before, told beside what it is now. */
const FORMER: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:instead of|rather than|in place of|up from|down from|increased from|reduced from|from) (?:the )?[\w-]+/giu,
  zh: /(?:而不是|原定|原来的?|由原)[\p{Script=Han}\d]{1,6}/gu,
  ur: /\S+ (?:کی|کے) بجائے/gu,
};
/** As much again, on top of what was done. */
const MORE: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:a further|another|an additional) (?:\w+ )?(?:\d+|\w+ty(?:-\w+)?|\w+teen|t(?:en|welve)|group|batch|course|tranche|hundred|[a-z]+ (?:officers|investigators|places|vehicles|million))/iu,
  zh: /再(?:培训|提供|增派|举办)|另(?:外)?(?:培训|提供)/u,
  ur: /مزید (?:[\u0621-\u06d3]+ )?(?:افسران|اہلکار|تفتیش کار|گاڑی)/u,
};
const FIRMNESS: Readonly<Record<Status, number>> = { proposed: 0, requested: 1, invited: 1, announced: 2, agreed: 2 };

/** What a later statement does to an earlier undertaking that it takes up. */
export function relationOf(
  from: Profile,
  to: Profile,
  texts: { readonly from: string; readonly to: string; readonly sentence: string },
): Related {
  const [was, is] = [from.record, to.record];
  const more = MORE[to.lang].exec(texts.to);
  if (more) return expanded(more[0]);
  // a number that stands in both is told again, whatever others stand beside it
  const now = countedIn(texts.to.replace(FORMER[to.lang], ' '), to.lang).numbers;
  const again = [...from.numbers].some((value) => now.has(value));
  const [before, after] = [
    Math.max(0, ...from.numbers),
    Math.max(0, ...[...to.numbers].filter((value) => now.has(value))),
  ];
  if (!again && before > 0 && after > 0)
    return after > before ? expanded(`${after} where it was ${before}`) : superseded(`${after} where it was ${before}`);
  if (
    was.recurrence !== undefined &&
    is.recurrence !== undefined &&
    plainCadence(was.recurrence) !== plainCadence(is.recurrence)
  )
    return superseded(`${is.recurrence} where it was ${was.recurrence}`);
  if (was.due !== undefined && is.due !== undefined && plain(was.due) !== plain(is.due))
    return is.due.startsWith(was.due)
      ? expanded(`a nearer date: ${is.due}`)
      : superseded(`${is.due} where it was ${was.due}`);
  const replaces = REPLACES[to.lang].exec(texts.to) ?? REPLACES[to.lang].exec(texts.sentence);
  if (replaces) return superseded(replaces[0]);
  if (FIRMNESS[is.status] > FIRMNESS[was.status]) return expanded(`${is.status} where it was ${was.status}`);
  const widens = WIDENS[to.lang].exec(texts.to);
  if (widens && !WIDENS[from.lang].test(texts.from)) return expanded(widens[0]);
  if (was.due === undefined && is.due !== undefined) return expanded(`a date: ${is.due}`);
  if (was.recurrence === undefined && is.recurrence !== undefined) return expanded(`a cadence: ${is.recurrence}`);
  return { relation: 'reaffirmed', why: ['the same again'] };
}

const expanded = (why: string): Related => ({ relation: 'expanded', why: [why] });
const superseded = (why: string): Related => ({ relation: 'superseded', why: [why] });
