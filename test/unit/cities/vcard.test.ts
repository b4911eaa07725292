import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { vcardOf } from '../../../src/modules/cities/vcard.ts';

const contact = {
  type: 'twin-contact',
  id: 'twin-contact--3f1d7a52-6a0e-4b7e-9a53-5a2a5bb5c002',
  modified: '2026-03-01T09:00:00.000Z',
  member: { en: 'Harbour; city', ur: 'بندرگاہ کا شہر' },
  office: { en: 'Office of the mayor, first floor\nand second', ur: 'ناظم کا دفتر' },
  duties: {
    en: 'Visits and forums, with a sentence so long that its line has to be folded more than once: یہ بھی 也要',
  },
  phone: '+99 100 2000',
  email: 'office@harbour.example',
  languages: ['ur', 'en'],
  time_zone: 'Etc/UTC',
};

test('an office is a vCard 4 that another library reads, in each of its languages', () => {
  const text = vcardOf(contact);
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  const card = new ICAL.Component(ICAL.parse(text));
  const all = (name: string) =>
    card.getAllProperties(name).map((one) => [one.getParameter('language'), one.getFirstValue()]);
  expect(card.name).toBe('vcard');
  expect(card.getFirstPropertyValue('version')).toBe('4.0');
  expect(card.getFirstPropertyValue('kind')).toBe('org');
  expect(card.getFirstPropertyValue('uid')).toBe('urn:uuid:3f1d7a52-6a0e-4b7e-9a53-5a2a5bb5c002');
  expect(all('fn')).toEqual([
    ['en', contact.office.en],
    ['ur', contact.office.ur],
  ]);
  expect(card.getFirstProperty('org')!.getFirstValue()).toEqual([contact.member.en, contact.office.en]);
  expect(card.getFirstPropertyValue('role')).toBe(contact.duties.en);
  expect(card.getFirstPropertyValue('tel')).toBe('tel:+991002000');
  expect(card.getFirstPropertyValue('email')).toBe('office@harbour.example');
  expect(all('lang').map(([, tag]) => tag)).toEqual(['ur', 'en']);
});

test('what is written in a value begins no other property, and no name of a person is in a card', () => {
  const text = vcardOf({ ...contact, office: { en: 'Office\r\nN:Somebody;A' }, email: 'a@b.example' });
  expect(text).not.toMatch(/^N:/m);
  expect(new ICAL.Component(ICAL.parse(text)).getAllProperties('n')).toEqual([]);
});
