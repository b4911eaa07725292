import type { Kind } from './reading.ts';

/**
 * Stage 6b: does a clause belong in an action matrix of security cooperation? Fine words about relations do not, nor do trade,
 * farming, health, tourism and education.
 */
const SECURITY =
  /\b(?:security|secure|terror\w*|counter-?terror\w*|anti-terror\w*|extremis\w*|radicali[sz]\w*|police|policing|law[- ]enforcement|crim(?:e|es|inal|inals|inality)|cyber\w*|cyber[- ]?\w+|ransomware|fraud\w*|scams?|traffick\w*|smuggl\w*|drugs?|narcotic\w*|fentanyl|opioids?|precursors?|addict\w*|substance[- ]abuse|overdose|firearms?|weapons?|ammunition|arms|munitions|explosives?|ballistics?|gangs?|cartels?|laundering|illicit|illegal|irregular migra\w*|borders?|customs|counter-?narcotics|defen[cs]e|military|armed forces|army|naval|navy|maritime|coast ?guards?|intelligence|investigat\w*|prosecut\w*|extradit\w*|judicial|justice|courts?|prison\w*|prosecutors?|legal assistance|suspects?|fugitives?|perpetrators?|sanctions?|proliferation|nuclear|missiles?|nationals|citizens|attacks?|hostages?|kidnap\w*|piracy|forensic\w*|visas?|passenger data|passports?|deportation|repatriat\w*|victims?|violence|homicid\w*|emergenc\w*|disaster|threats?|peacekeep\w*|corruption|financial intelligence|money[- ]laundering|financing of|surveillance|critical infrastructure|vulnerabilit\w*|incidents?|malware|phishing|encryption|joint exercises?|troops|hot-?line|liaison)\b/iu;
const ELSEWHERE =
  /\b(?:trade|tariffs?|investments?|investors?|business(?:es)?|commerc\w+|econom(?:y|ic)|agricultur\w*|farm\w*|food|health|medical|vaccin\w*|pandemic|touris\w*|cultur\w*|education\w*|universit\w*|students?|scholar\w*|sports?|youth exchanges?|energy|electricity|oil|gas|climate|environment\w*|carbon|green|water|fisher\w*|infrastructure|railways?|highways?|ports? development|connectivity|aviation services|flights?|semiconductor\w*|supply chains?|minerals?|space exploration|lunar|satellite|science|scientific|research|innovation|technology transfer|development (?:work|cooperation|assistance)|poverty|humanitarian|migration|pathways|labou?r|workers? rights|women|gender|media|film|religio\w*|heritage|museum|language|people-to-people|currency|banking|loans?|debt|pilgrim\w*|air (?:route|services)|tariff)\b/iu;
const RELATIONS =
  /^(?:(?:to|will|further|continue|continuing|jointly|work(?:ing)?|together|to) ?)*(?:strengthen|deepen|enhanc|advanc|promot|develop|expand|build|forg|consolidat|elevat|foster|cement|nurtur|maintain|cultivat|institutionali[sz]|intensif|uphold|carry forward|implement|translat)\w*\b[^.;]{0,50}\b(?:relations?(?:hip)?s?|ties|friendship|partnerships?|bonds?|trust|goodwill|brotherhood|new era|shared future|all (?:areas|levels|fields)|momentum|exchanges at all levels|prosperity|peace)\b/iu;
const NEED = /\b(?:the (?:importance|need|necessity|significance|value|urgency) (?:of|to|for)|importance of)\b/iu;

export const hasSecurity = (text: string): boolean => SECURITY.test(text);

export type Focus = 'security' | 'broad';

/** A visit statement speaks of many things; a security one mostly of security. */
export function focusOf(text: string): Focus {
  const count = (re: RegExp): number => [...text.matchAll(new RegExp(re.source, 'giu'))].length;
  const inside = count(SECURITY);
  const outside = count(ELSEWHERE);
  return outside > inside ? 'broad' : 'security';
}

/** The reason to leave a clause out, or undefined to keep it. `context` says what a short clause is about: its whole sentence. */
export function outOfScope(
  clause: { readonly content: string; readonly context: string },
  kind: Kind,
  focus: Focus,
): string | undefined {
  const head = clause.content.replace(/\s+/gu, ' ').trim();
  if (NEED.test(head.slice(0, 60))) return 'an importance is stated, nothing is undertaken';
  const particular = kind !== 'other';
  if (kind === 'protection-measure') return undefined;
  if (!particular && RELATIONS.test(head) && !hasSecurity(head)) return 'about relations in general';
  if (hasSecurity(head) || hasSecurity(clause.context)) return undefined;
  if (ELSEWHERE.test(head) || ELSEWHERE.test(clause.context)) return 'outside security, justice and law enforcement';
  if (focus === 'broad' && !particular) return 'a broad statement, and nothing of security in the clause';
  return undefined;
}
