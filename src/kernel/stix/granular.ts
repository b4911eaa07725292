import type { JsonObject } from '../json/types.ts';
import { isJsonObject } from '../json/types.ts';
import { parseSelector, resolves, UNMARKABLE } from '../record/selectors.ts';
import { fault } from './rules.ts';
import type { Fault } from './rules.ts';
import type { TypeTable } from './table.ts';

/** STIX 2.1 section 7.2.3; definitions, "Version secret, parts, commitment". A selector into a withheld part is valid. */
export const granularFault = (
  object: JsonObject,
  table: TypeTable,
  withheld: ReadonlySet<string>,
): Fault | undefined => {
  const list = object['granular_markings'];
  if (!Array.isArray(list)) return undefined;
  for (const [i, entry] of list.entries()) {
    if (!isJsonObject(entry)) continue;
    const { marking_ref: ref, lang, selectors } = entry;
    if ((ref === undefined) === (lang === undefined))
      return fault('names either a marking or a language', 'granular_markings', i);
    for (const [j, selector] of (selectors as readonly string[]).entries()) {
      const steps = parseSelector(selector);
      const wrong = (message: string): Fault => fault(message, 'granular_markings', i, 'selectors', j);
      if (!steps) return wrong('not a selector');
      const [property] = steps;
      if (ref !== undefined && (UNMARKABLE.has(property) || table.unmarkable.includes(property)))
        return wrong(`${property} bears no granular marking`);
      if (!withheld.has(property) && !resolves(object, steps)) return wrong('points to nothing');
    }
  }
  return undefined;
};
