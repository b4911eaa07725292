// iCalendar as data: jCal (RFC 7265). A library writes it down, with its escapes and folded lines.

type Value = string | number | Readonly<Record<string, unknown>>;
export type Property = readonly [
  name: string,
  parameters: Readonly<Record<string, string>>,
  type: string,
  ...values: Value[],
];
export type Component = readonly [name: string, properties: readonly Property[], components: readonly Component[]];

export const component = (
  name: string,
  properties: readonly Property[],
  components: readonly Component[] = [],
): Component => [name, properties, components];

/** Whole seconds: all that the format has. */
export const utc = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** Control characters have no place in a text of RFC 5545, but for the end of a line. */
export const plain = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, ' ');

/** For a property that the library does not know: it would name the type, which programs do not expect there. */
export const escaped = (text: string): string =>
  plain(text)
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

/** Loaded when the first calendar is read. */
export async function written(calendar: Component): Promise<string> {
  const { default: ICAL } = await import('ical.js');
  // It counts without the space that begins a folded line.
  ICAL.foldLength = 74;
  return ICAL.stringify(structuredClone(calendar) as unknown as unknown[]);
}
