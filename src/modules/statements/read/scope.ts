import type { Group, Lexicon } from './lexicon.ts';
import { oneOf } from './lexicon.ts';
import type { Kind } from './reading.ts';

/**
 * Stage 6b: does a clause belong in an action matrix of security cooperation? Fine words about relations do not, nor do trade,
 * farming, health, tourism and education.
 */
export type ScopeWords = {
  readonly security: RegExp;
  readonly elsewhere: RegExp;
  readonly relations: RegExp;
  readonly need: RegExp;
};

export function scopeWords(lexicon: Lexicon): ScopeWords {
  const any = (group: Group): string => oneOf(lexicon[group]);
  return {
    security: new RegExp(`\\b${any('security')}\\b`, 'iu'),
    elsewhere: new RegExp(`\\b${any('elsewhere')}\\b`, 'iu'),
    relations: new RegExp(
      `^(?:(?:to|will|further|continue|continuing|jointly|work(?:ing)?|together) ?)*${any('strengthen')}\\b[^.;]{0,50}\\b${any('fine words')}\\b`,
      'iu',
    ),
    need: new RegExp(`\\b(?:the ${any('mere need')} (?:of|to|for)|importance of)\\b`, 'iu'),
  };
}

export const hasSecurity = (text: string, words: ScopeWords): boolean => words.security.test(text);

export type Focus = 'security' | 'broad';

/** A visit statement speaks of many things; a security one mostly of security. */
export function focusOf(text: string, words: ScopeWords): Focus {
  const count = (re: RegExp): number => [...text.matchAll(new RegExp(re.source, 'giu'))].length;
  const inside = count(words.security);
  const outside = count(words.elsewhere);
  return outside > inside ? 'broad' : 'security';
}

/** In a statement about security a word of trade late in a clause is an example or a place, not what it is about. */
const atHead = (found: RegExpExecArray | null, focus: Focus): RegExpExecArray | null =>
  found !== null && focus === 'security' && found.index > 70 ? null : found;

/** The reason to leave a clause out, or undefined to keep it. `context` says what a short clause is about: its whole sentence. */
export function outOfScope(
  clause: { readonly content: string; readonly context: string },
  kind: Kind,
  { focus, words }: { readonly focus: Focus; readonly words: ScopeWords },
): { readonly reason: 'rhetoric' | 'out of scope'; readonly words: string } | undefined {
  const head = clause.content.replace(/\s+/gu, ' ').trim();
  const need = words.need.exec(head.slice(0, 60));
  if (need) return { reason: 'rhetoric', words: need[0] };
  const particular = kind !== 'other';
  if (kind === 'protection-measure') return undefined;
  const relations = particular ? null : words.relations.exec(head);
  if (relations && !hasSecurity(head, words)) return { reason: 'rhetoric', words: relations[0] };
  if (hasSecurity(head, words) || hasSecurity(clause.context, words)) return undefined;
  // the parties' own next meeting is theirs whatever it will speak about
  if (kind === 'recurring-meeting' && focus === 'security') return undefined;
  const elsewhere = atHead(words.elsewhere.exec(head), focus) ?? words.elsewhere.exec(clause.context);
  if (elsewhere) return { reason: 'out of scope', words: elsewhere[0] };
  if (focus === 'broad' && !particular)
    return { reason: 'out of scope', words: 'a broad statement, and nothing of security in the clause' };
  return undefined;
}
