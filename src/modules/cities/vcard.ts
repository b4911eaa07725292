import { isJsonObject, textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';

/** RFC 6350, section 3.4: what would end a value or begin another. */
const escaped = (text: string): string =>
  text.replace(/[\\,;]/g, (found) => `\\${found}`).replace(/\r\n|\r|\n/g, '\\n');

const OCTETS = 75;
const encoder = new TextEncoder();

/** Section 3.2: no line above 75 octets, and no character cut in two. */
function folded(line: string): string {
  let text = '';
  let room = OCTETS;
  for (const char of line) {
    const { length } = encoder.encode(char);
    if (length > room) {
      text += '\r\n ';
      room = OCTETS - 1;
    }
    text += char;
    room -= length;
  }
  return `${text}\r\n`;
}

const isTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;
type Words = readonly (readonly [string, string])[];
const words = (value: JsonValue | undefined): Words =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).filter((one): one is [string, string] => isTag.test(one[0]) && typeof one[1] === 'string')
    : [];

/** Section 5.4: the same in each language it has, told apart by ALTID. */
const inEach = (name: string, all: Words, value = escaped): string[] =>
  all.map(([tag, text]) => `${name};${all.length > 1 ? 'ALTID=1;' : ''}LANGUAGE=${tag}:${value(text)}`);

const revisedAt = (modified: JsonValue | undefined): string =>
  `REV:${textOf(modified)
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z')}`;

/** One office of a city; `KIND:org`, since nobody in person is meant. */
export function vcardOf(contact: JsonObject): string {
  const { id, modified, member, office, duties, phone, email, hours, time_zone: zone } = contact;
  const offices = words(office);
  const cities = new Map(words(member));
  const languages = Array.isArray(contact['languages']) ? contact['languages'].map(textOf) : [];
  const org = offices.flatMap(([tag, text]) => {
    const city = cities.get(tag);
    return city === undefined ? [] : ([[tag, `${escaped(city)};${escaped(text)}`]] as const);
  });
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'PRODID:-//Entente//Twin contacts//EN',
    'KIND:org',
    `UID:urn:uuid:${textOf(id).slice(-36)}`,
    revisedAt(modified),
    ...inEach('FN', offices),
    ...inEach('ORG', org, (text) => text),
    ...inEach('ROLE', words(duties)),
    ...(typeof phone === 'string' ? [`TEL;VALUE=uri;TYPE="work,voice":tel:${phone.replace(/[^+0-9]/g, '')}`] : []),
    ...(typeof email === 'string' ? [`EMAIL;TYPE=work:${escaped(email)}`] : []),
    ...languages.map((tag, n) => `LANG;PREF=${n + 1}:${tag}`),
    ...(typeof zone === 'string' ? [`TZ:${escaped(zone)}`] : []),
    ...inEach('NOTE', words(hours)),
    'END:VCARD',
  ];
  return lines.map(folded).join('');
}

/** The offices of one side's delegation, in their order. */
export function delegationCards(
  { id, modified, offices }: JsonObject,
  side: Readonly<Record<string, string>>,
): string[] {
  const seats = (Array.isArray(offices) ? offices : []).filter(isJsonObject);
  const inOrder = seats.toSorted((a, b) => Number(a['precedence']) - Number(b['precedence']));
  return inOrder.map(({ office, role, precedence }, n) =>
    [
      'BEGIN:VCARD',
      'VERSION:4.0',
      'PRODID:-//Entente//Delegations//EN',
      'KIND:org',
      // One and the same for the place in the list, whatever a revision puts there.
      `UID;VALUE=text:${textOf(id).slice(-36)}-${n + 1}`,
      revisedAt(modified),
      ...inEach('FN', words(office)),
      ...inEach('ORG', words(side)),
      `ROLE:${escaped(textOf(role))}`,
      `NOTE:${escaped(`Precedence ${Number(precedence)}`)}`,
      'END:VCARD',
    ]
      .map(folded)
      .join(''),
  );
}
