import type { JsonObject } from '../json/types.ts';
import { isJsonObject } from '../json/types.ts';
import { parseSelector, resolves, UNMARKABLE } from '../record/selectors.ts';
import { fault, stix, together, within } from './rules.ts';
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
  const faults: Fault[] = [];
  for (const [i, entry] of list.entries()) {
    if (!isJsonObject(entry)) continue;
    const wrong = (message: string, ...steps: (string | number)[]): void => {
      faults.push({ ...within('granular_markings', fault(message, i, ...steps)), clause: stix('7.2.3') });
    };
    const { marking_ref: ref, lang, selectors } = entry;
    if ((ref === undefined) === (lang === undefined)) wrong('names either a marking or a language');
    for (const [j, selector] of (selectors as readonly string[]).entries()) {
      const steps = parseSelector(selector);
      if (!steps) {
        wrong('not a selector', 'selectors', j);
        continue;
      }
      const [property] = steps;
      if (ref !== undefined && (UNMARKABLE.has(property) || table.unmarkable.includes(property)))
        wrong(`${property} bears no granular marking`, 'selectors', j);
      else if (!withheld.has(property) && !resolves(object, steps)) wrong('points to nothing', 'selectors', j);
    }
  }
  return together(faults);
};
