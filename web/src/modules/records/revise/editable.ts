import type { RecordView } from '#contract/records.ts';

export type Field = {
  readonly property: string;
  readonly sort: 'line' | 'text' | 'name' | 'words' | 'kind' | 'status' | 'theme' | 'marking';
  readonly most: number;
};

const line = (property: string, most = 500): Field => ({ property, sort: 'line', most });
const text = (property: string): Field => ({ property, sort: 'text', most: 20_000 });
/** In several languages. */
const name = (property: string): Field => ({ property, sort: 'name', most: 500 });
const words = (property: string): Field => ({ property, sort: 'words', most: 20_000 });
const MARKING: Field = { property: 'object_marking_refs', sort: 'marking', most: 0 };

/** What people revise in the browser, by type. What is not here stays as it is. */
const EDITABLE: Readonly<Record<string, readonly Field[]>> = {
  commitment: [
    { property: 'title', sort: 'text', most: 500 },
    { property: 'kind', sort: 'kind', most: 0 },
    { property: 'status', sort: 'status', most: 0 },
    { property: 'theme', sort: 'theme', most: 0 },
    line('due', 40),
    line('recurrence', 200),
    MARKING,
  ],
  document: [line('title'), MARKING],
  body: [name('name'), words('terms'), MARKING],
  series: [name('title'), MARKING],
  'agenda-item': [name('title'), words('text'), MARKING],
  decision: [name('title'), words('text'), MARKING],
  visit: [name('title'), name('place'), words('text'), MARKING],
  'city-plan': [name('title'), MARKING],
  'twin-contact': [name('office'), name('duties'), MARKING],
  'good-practice': [name('title'), words('text'), MARKING],
  'visit-report': [name('title'), words('texts'), MARKING],
  note: [line('abstract'), text('content'), MARKING],
  report: [line('name'), text('description'), MARKING],
  indicator: [line('name'), text('description'), MARKING],
  incident: [line('name'), text('description'), MARKING],
};

export const editableOf = (type: string): readonly Field[] =>
  (Object.hasOwn(EDITABLE, type) ? EDITABLE[type] : undefined) ?? [];

/** Only its author revises a record, and only whole: what one does not see would be lost. */
export function isRevisable(view: RecordView, self: string, permissions: readonly string[]): boolean {
  const { record, expunged, withheld } = view;
  return (
    permissions.includes('records.write') &&
    record['created_by_ref'] === self &&
    expunged === null &&
    withheld === 0 &&
    (record['type'] === 'accord' || editableOf(String(record['type'])).length > 0)
  );
}
