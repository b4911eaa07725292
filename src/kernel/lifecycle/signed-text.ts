import { declareLifeCycle } from './declare.ts';
import { asReached, type LifeCycle } from './machine.ts';

/**
 * A text that both sign, such as minutes, as domain.md lists them. A draft is not yet a record, so the first state is `exchanged`. Both sign the version that was
 * agreed: each signature names its hash. What is still unsigned is given up visibly (`lapse`), never by whoever has signed; what
 * both signed is corrected by a new version only, which both sign anew.
 */
export const signedText = (subjectType: string): LifeCycle =>
  declareLifeCycle({
    name: subjectType,
    subjectType,
    initial: 'exchanged',
    states: {
      exchanged: {},
      returned: {},
      agreed: {},
      'signed-by-author': { as: 'agreed' },
      'signed-by-counterpart': { as: 'agreed' },
      signed: { final: true },
      'unsigned-lapsed': { final: true },
      withdrawn: { final: true },
      superseded: { final: true },
    },
    transitions: [
      { verb: 'return', by: 'counterpart', from: ['exchanged'], to: 'returned', needs: ['reason'] },
      { verb: 'agree', by: 'counterpart', from: ['exchanged', 'returned'], to: 'agreed', binding: true },
      { verb: 'sign', by: 'author', from: ['agreed'], to: 'signed-by-author', binding: true },
      { verb: 'sign', by: 'counterpart', from: ['agreed'], to: 'signed-by-counterpart', binding: true },
      { verb: 'sign', by: 'author', from: ['signed-by-counterpart'], to: 'signed', binding: true },
      { verb: 'sign', by: 'counterpart', from: ['signed-by-author'], to: 'signed', binding: true },
      {
        verb: 'lapse',
        by: 'author',
        from: ['exchanged', 'returned', 'agreed', 'signed-by-counterpart'],
        to: 'unsigned-lapsed',
        needs: ['reason'],
      },
      {
        verb: 'lapse',
        by: 'counterpart',
        from: ['exchanged', 'returned', 'agreed', 'signed-by-author'],
        to: 'unsigned-lapsed',
        needs: ['reason'],
      },
      { verb: 'withdraw', by: 'author', from: ['exchanged', 'returned'], to: 'withdrawn' },
      {
        verb: 'supersede',
        by: 'author',
        from: ['exchanged', 'returned', 'agreed', 'signed-by-counterpart'],
        to: 'superseded',
      },
    ],
    crossed: [
      { verbs: ['agree', 'withdraw'], to: 'withdrawn' },
      { verbs: ['lapse', 'withdraw'], to: 'withdrawn' },
      { verbs: ['lapse', 'supersede'], to: 'superseded' },
      { verbs: ['lapse', 'lapse'], to: asReached },
      { verbs: ['return', 'withdraw'], to: asReached },
      { verbs: ['return', 'supersede'], to: asReached },
      { verbs: ['return', 'lapse'], to: asReached },
      { verbs: ['agree', 'supersede'], to: asReached },
      { verbs: ['agree', 'lapse'], to: asReached },
      { verbs: ['sign', 'lapse'], to: asReached },
      { verbs: ['sign', 'supersede'], to: asReached },
    ],
  });

/** The ministers' yearly review: signed as minutes are. */
export const reviewLifeCycle = signedText('review');
