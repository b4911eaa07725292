import { LEXICON_EN } from '../data/lexicon-en.ts';
import { actorWords } from './actors.ts';
import type { ActorWords } from './actors.ts';
import { eventWords } from './events.ts';
import type { EventWords } from './events.ts';
import { incidentWords } from './incidents.ts';
import type { IncidentWords } from './incidents.ts';
import { kindWords } from './kinds.ts';
import type { KindWords } from './kinds.ts';
import type { Lexicon } from './lexicon.ts';
import { matrixWords } from './matrix.ts';
import type { MatrixWords } from './matrix.ts';
import { officeWords } from './persons.ts';
import type { OfficeWords } from './persons.ts';
import { scopeWords } from './scope.ts';
import type { ScopeWords } from './scope.ts';
import { silentWords } from './silent.ts';
import type { SilentWords } from './silent.ts';
import { triggersOf } from './triggers.ts';
import type { Triggers } from './triggers.ts';
import { encounterWords } from './meeting.ts';
import type { EncounterWords } from './meeting.ts';

/** A lexicon made ready for every stage. */
export type Rules = {
  readonly lexicon: Lexicon;
  readonly triggers: Triggers;
  readonly matrix: MatrixWords;
  readonly actors: ActorWords;
  readonly kinds: KindWords;
  readonly scope: ScopeWords;
  readonly offices: OfficeWords;
  readonly encounter: EncounterWords;
  readonly events: EventWords;
  readonly incidents: IncidentWords;
  readonly silent: SilentWords;
};

export const rulesOf = (lexicon: Lexicon): Rules => ({
  lexicon,
  triggers: triggersOf(lexicon),
  matrix: matrixWords(lexicon),
  actors: actorWords(lexicon),
  kinds: kindWords(lexicon),
  scope: scopeWords(lexicon),
  offices: officeWords(lexicon),
  encounter: encounterWords(lexicon),
  events: eventWords(lexicon),
  incidents: incidentWords(lexicon),
  silent: silentWords(lexicon),
});

export const ENGLISH: Rules = rulesOf(LEXICON_EN);
