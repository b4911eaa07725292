import { texts } from './fields.ts';

export type MarkingView = { readonly tlp?: string; readonly pap?: string; readonly handling?: readonly string[] };

// Fixed ids of the OASIS TLP 2.0 extension, and TLP 1 ids as they are met in the wild.
const TLP: Readonly<Record<string, string>> = {
  'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487': 'clear',
  'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'green',
  'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'amber',
  'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003': 'amber+strict',
  'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1': 'red',
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'clear',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'green',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'amber',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'red',
};
/** The id of each level, the loosest first. */
export const TLP_IDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(TLP)
    .slice(0, 5)
    .map(([id, level]) => [level, id]),
);
const STRICTNESS = ['clear', 'green', 'amber', 'amber+strict', 'red'];

/** Of several the strictest holds. Ids that are not TLP's are not shown as TLP. */
export function markingOf(record: Readonly<Record<string, unknown>>): MarkingView {
  const levels = texts(record, 'object_marking_refs').flatMap((id) => TLP[id] ?? []);
  const tlp = levels.toSorted((a, b) => STRICTNESS.indexOf(b) - STRICTNESS.indexOf(a))[0];
  return tlp === undefined ? {} : { tlp };
}
