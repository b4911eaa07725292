/** Words that every statement is full of, and function words: they tell no undertaking from another. */
const EMPTY = new Set(
  `a an the and or of to in on at by for with from into onto over under between among within across through during after before until
  since as that this these those which who whom whose it its they their them he she his her we our us you your i is are was were be been
  being has have had having do does did done will would shall should may might can could must not no nor also both all any each every other
  another such same own more most further so than then there here when where while if but however including include includes included
  regarding concerning about toward towards against upon per via side sides party parties agree agreed agrees agreeing decide decided
  undertake undertook commit committed committing commitment pledge pledged announce announced state stated say said inform informed confirm
  confirmed reaffirm reaffirmed reiterate reiterated note noted express expressed discuss discussed view views exchanged explore explored
  possibility readiness intention intend intends plan plans planned request requested ask asked invite invited seek offer offered propose
  proposed consider considered welcome welcomed appreciate appreciated recall recalled underline underlined stress stressed emphasise
  emphasize two three first together order well new time way part be able make made take taken use used based upon accordance line view
  counterpart counterparts would-be mr mrs ms dr h.e today yesterday present past later earlier soon also just still already yet again once
  republic federation kingdom government`.split(/\s+/u),
);

export const isEmpty = (word: string): boolean => word.length < 2 || EMPTY.has(word);

const ENDINGS = [
  'izations',
  'isations',
  'ization',
  'isation',
  'ations',
  'ators',
  'ation',
  'ating',
  'ative',
  'ator',
  'ated',
  'ates',
  'ments',
  'ment',
  'ities',
  'ists',
  'isms',
  'ions',
  'ings',
  'ance',
  'ence',
  'ity',
  'ist',
  'ism',
  'ion',
  'ing',
  'ers',
  'ors',
  'ies',
  'ate',
  'al',
  'ed',
  'er',
  'or',
  'es',
  's',
  'e',
  'y',
] as const;

/** The root that the forms of an English word share: "coordinators", "coordinate" and "coordination" are one. */
export function stemOf(word: string): string {
  let root = word;
  for (let round = 0; round < 2; round += 1) {
    const ending = ENDINGS.find(
      (one) => root.endsWith(one) && root.length - one.length >= (one.length > 2 ? 4 : 3) && !root.endsWith(`s${one}`),
    );
    if (ending === undefined) break;
    root = root.slice(0, root.length - ending.length);
  }
  return /([bdfgklmnprt])\1$/u.test(root) ? root.slice(0, -1) : root;
}
