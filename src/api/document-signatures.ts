import type { Block, DocumentLanguage, Phrase, Section } from '#documents/model.ts';
import { reference } from '#documents/phrase.ts';
import type { Shown } from '#api/document-audience.ts';

/** What documents say of signatures; the terms of docs/glossary.md. */
const WORDS = {
  en: {
    signatures: 'Signatures',
    signedVersion: 'Version that is signed, hash',
    party: 'Party',
    signed: 'signed',
    notSigned: 'not signed',
    sameHash: 'Both parties signed the same version.',
    lapsed: 'Never signed by both: lapsed.',
    notBoth: 'Not signed by both parties.',
    when: 'When',
    reference: 'Reference',
  },
  'zh-Hans': {
    signatures: '签署',
    signedVersion: '所签版本（摘要值）',
    party: '一方',
    signed: '已签署',
    notSigned: '未签署',
    sameHash: '双方签署了同一版本。',
    lapsed: '双方未共同签署，已失效。',
    notBoth: '双方尚未共同签署。',
    when: '时间',
    reference: '编号',
  },
  ur: {
    signatures: 'دستخط',
    signedVersion: 'دستخط شدہ نسخہ (ہیش)',
    party: 'فریق',
    signed: 'دستخط ہو چکے',
    notSigned: 'دستخط نہیں ہوئے',
    sameHash: 'دونوں فریقوں نے ایک ہی نسخے پر دستخط کیے۔',
    lapsed: 'دونوں کے دستخط نہیں ہوئے: غیر مؤثر۔',
    notBoth: 'دونوں فریقوں کے دستخط نہیں ہوئے۔',
    when: 'وقت',
    reference: 'حوالہ',
  },
} as const satisfies Readonly<Record<DocumentLanguage, Readonly<Record<string, string>>>>;

type Signing = { readonly language: DocumentLanguage; readonly party: (id: string) => Phrase };

/** Who signed which version of a text: the hash that both bound, or that they did not. */
export function signaturesOf({ language, party }: Signing, text: Shown, parties: readonly string[]): Section {
  const words = WORDS[language];
  const signed = (id: string) =>
    text.history.find((step) => step.verb === 'sign' && step.party === id && step.version === text.modified);
  const rows = parties.map((id) => {
    const step = signed(id);
    return [party(id), step ? words.signed : words.notSigned, reference(step?.at ?? ''), reference(step?.id ?? '')];
  });
  const told =
    text.state === 'signed' && parties.every(signed)
      ? words.sameHash
      : text.state === 'unsigned-lapsed'
        ? words.lapsed
        : words.notBoth;
  const blocks: Block[] = [
    { block: 'text', text: { text: told, as: 'strong' } },
    {
      block: 'facts',
      facts: [
        { label: words.signedVersion, value: reference(text.c) },
        { label: words.reference, value: reference(`${text.id} ${text.modified}`) },
      ],
    },
    {
      block: 'table',
      columns: [
        { name: 'party', heading: words.party, share: 4 },
        { name: 'signed', heading: words.signatures, share: 3 },
        { name: 'at', heading: words.when, share: 4 },
        { name: 'step', heading: words.reference, share: 5 },
      ],
      rows,
      empty: words.notSigned,
    },
  ];
  return { name: 'signatures', heading: words.signatures, blocks };
}
