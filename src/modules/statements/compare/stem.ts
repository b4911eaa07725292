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
  republic federation kingdom government shared named work works working number numbers progress year years month months week weeks day days
  hundred thousand million three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety
  remain remains remained address addresses addressed addressing contribute contributes continue continuing related region regional increase
  ensure ensuring develop developing promote promoting bring bringing great greater better full fully future focus focused existing various key major
  significant comprehensive bilateral bilaterally transnational measure measures reduce reducing affirm affirmed respect pursue pursuing aim aimed serve lead
  led leading build building need needs needed effective effectively effectiveness efficient rapid rapidly active actively close closely scope purpose
  means ways willing willingness find finding out down up through regard respect accordance basis framework frameworks spirit level levels
  important importance relevant respective mutual effort efforts`.split(/\s+/u),
);

export const isEmpty = (word: string): boolean => word.length < 2 || EMPTY.has(word);

/** An ending, what stands in its place, and how much of the word must be left. */
const ENDINGS: readonly (readonly [string, string, number])[] = [
  ['izations', '', 4],
  ['isations', '', 4],
  ['ization', '', 4],
  ['isation', '', 4],
  ['ations', '', 4],
  ['ation', '', 4],
  ['ating', '', 4],
  ['ative', '', 4],
  ['ated', '', 4],
  ['ates', '', 4],
  ['ments', '', 4],
  ['ment', '', 4],
  ['ities', '', 4],
  ['ists', '', 4],
  ['isms', '', 4],
  ['ions', '', 4],
  ['ings', '', 3],
  ['ance', '', 4],
  ['ence', '', 4],
  ['ity', '', 4],
  ['ist', '', 4],
  ['ism', '', 4],
  ['ion', '', 4],
  ['ing', '', 3],
  ['ies', 'y', 3],
  ['ied', 'y', 3],
  ['ate', '', 4],
  ['al', '', 5],
  ['ed', '', 3],
  ['es', '', 4],
  ['s', '', 3],
];

/** The root that the forms of an English word share: "establishes" and "establishment" are one, "worker" and "work" are two. */
export function stemOf(word: string): string {
  let root = word;
  for (let round = 0; round < 2; round += 1) {
    const ending = ENDINGS.find(
      ([one, , left]) => root.endsWith(one) && root.length - one.length >= left && !root.endsWith(`s${one}`),
    );
    if (ending === undefined) break;
    root = root.slice(0, root.length - ending[0].length) + ending[1];
  }
  if (/[^e]e$/u.test(root) && root.length > 4) root = root.slice(0, -1);
  return /([bdfgklmnprt])\1$/u.test(root) ? root.slice(0, -1) : root;
}
