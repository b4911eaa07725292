import { idExcept, list } from './rules.ts';
import type { Rule } from './rules.ts';
import { DOMAIN_OR_OWN, META_NAMES, OBSERVABLE_NAMES, RELATIONSHIP_NAMES } from './type-names.ts';

// A type that is not known here may be of any kind, so references are told by what they cannot be.

/** Any STIX object: a bundle is none. */
export const objectId: Rule = idExcept('bundle');
export const objectRefs: Rule = list(objectId, { max: 20_000 });

/** STIX 2.1 section 5.1: both ends of a relationship are domain objects or observables. */
export const domainOrObservableId: Rule = idExcept('bundle', ...RELATIONSHIP_NAMES, ...META_NAMES);

/** STIX 2.1 section 5.2: what is sighted is a domain object. */
export const domainId: Rule = idExcept('bundle', ...RELATIONSHIP_NAMES, ...META_NAMES, ...OBSERVABLE_NAMES);

export const observableId: Rule = idExcept('bundle', ...DOMAIN_OR_OWN, ...RELATIONSHIP_NAMES, ...META_NAMES);

/** STIX 2.1 section 4.14: what was observed, and how it hangs together. */
export const observedId: Rule = idExcept('bundle', ...DOMAIN_OR_OWN, ...META_NAMES);

/** STIX 2.1 section 7.1: what is translated is not itself a translation. */
export const translatableId: Rule = idExcept('bundle', 'language-content');
