import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Localized } from '#contract/session.ts';
import { BODY_KINDS, INTERSESSIONAL_PROCEDURES } from '#kernel/stix/values.ts';
import { LANGUAGES } from '../../app/languages.ts';
import { useSides } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { accordQuery } from '../../data/queries.ts';
import { useWrite } from '../../data/meetings.ts';
import { ChecksField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { isSaid, saidIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { LANGUAGE_NAMES } from '../../ui/vocabulary.ts';
import seatClasses from './seats/Seats.module.css';
import { SeatList } from './seats/SeatList.tsx';
import { officesOf, wordsIn, type Seat } from './seats/seat.ts';
import { PROCEDURE_WORDS } from './words.ts';
import { WritingDialog } from './WritingDialog.tsx';

const EMPTY = {
  name: UNSAID,
  kind: 'joint-working-group',
  terms: UNSAID,
  each: '2',
  languages: LANGUAGES.join(),
  chairs: {} as Record<string, Localized>,
  members: {} as Record<string, readonly Seat[]>,
  issuer: UNSAID,
  before: '7',
  between: 'none',
  days: '14',
};

/** Terms of reference that this side proposes; they hold once the other side has agreed to exactly this text. */
export function NewBody({ accord, close }: { readonly accord: string; readonly close: () => void }) {
  const { t } = useLingui();
  const { self, name: nameOf } = useSides();
  const parties = (useQuery(accordQuery(accord)).data?.parties ?? []).map(({ id }) => id);
  const draft = useKeptDraft(`body under ${accord}`, { initial: EMPTY, tlp: 'amber' });
  const { value, set } = draft;
  const write = useWrite();
  const kinds: Readonly<Record<(typeof BODY_KINDS)[number], string>> = {
    'joint-working-group': t`Joint Working Group`,
    'ministerial-review': t`Ministerial review`,
    'sub-group': t`Sub-group`,
    'city-exchange': t`Exchange of cities`,
    forum: t`Forum`,
    other: t`Other`,
  };
  const { chairs, members, issuer, before, between, days } = value;
  const languages = languagesOf(value.languages);
  const seats = parties.flatMap((party) =>
    officesOf(members[party] ?? []).map(({ office, role }) => ({ party, office, role })),
  );
  const words = [value.name, value.terms, issuer, ...Object.values(chairs)]
    .flatMap((texts) => Object.values(texts))
    .concat(Object.values(members).flatMap(wordsIn));
  const isWhole =
    isSaid(value.name) &&
    isSaid(value.terms) &&
    languages.length > 0 &&
    parties.every((id) => isSaid(chairs[id] ?? {}));
  const send = () =>
    write.mutateAsync({
      type: 'body',
      accord_ref: accord,
      name: saidIn(value.name),
      kind: value.kind,
      terms: saidIn(value.terms),
      co_chairs: parties.map((party) => ({ party, office: saidIn(chairs[party] ?? {}) })),
      ...(seats.length === 0 ? {} : { members: seats }),
      ...(isSaid(issuer) ? { credentials: { issued_by: saidIn(issuer), days_before: Number(before) } } : {}),
      ...(between === 'none' ? {} : { intersessional: { procedure: between, days: Number(days) } }),
      quorum: { each_side: Number(value.each), co_chairs: true },
      host: { rule: 'alternating', first: self },
      languages,
    });
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Propose a body`}
      lead={t`The terms hold once the other side has agreed to exactly this text.`}
      act={t`Propose`}
      size="lg"
      isReady={isWhole}
      names={['name', 'terms', 'co_chairs', 'members', 'credentials', 'intersessional', 'quorum', 'languages']}
      send={send}
      close={close}
    >
      <LocalizedField
        name="name"
        label={t`Name`}
        isNeeded
        wanted={languages}
        value={value.name}
        change={(name) => set({ ...value, name })}
      />
      <SelectField
        name="kind"
        label={t`Kind`}
        value={value.kind}
        change={(kind) => set({ ...value, kind })}
        options={BODY_KINDS.map((kind) => ({ value: kind, label: kinds[kind] }))}
      />
      <LocalizedField
        name="terms"
        label={t`Terms of reference`}
        isNeeded
        wanted={languages}
        rows={5}
        most={20_000}
        value={value.terms}
        change={(terms) => set({ ...value, terms })}
      />
      {parties.map((party, n) => {
        const side = nameOf(party);
        return (
          <LocalizedField
            key={party}
            name={`co_chairs[${n}].office`}
            label={t`Office of the co-chair: ${side}`}
            hint={t`An office, not a name.`}
            isNeeded
            wanted={languages}
            value={chairs[party] ?? {}}
            change={(texts) => set({ ...value, chairs: { ...chairs, [party]: texts } })}
          />
        );
      })}
      {parties.map((party) => {
        const side = nameOf(party);
        return (
          <fieldset key={party} className={seatClasses.group}>
            <legend>{t`Members of ${side} (optional)`}</legend>
            <SeatList
              of={t`Members of ${side}`}
              seats={members[party] ?? []}
              change={(offices) => set({ ...value, members: { ...members, [party]: offices } })}
              wanted={languages}
              first="member"
            />
          </fieldset>
        );
      })}
      <LocalizedField
        name="credentials.issued_by"
        label={t`Who issues credentials (optional)`}
        hint={t`An office, not a name.`}
        value={issuer}
        change={(texts) => set({ ...value, issuer: texts })}
      />
      {isSaid(issuer) && (
        <TextField
          name="credentials.days_before"
          type="number"
          label={t`Days before a meeting by which they are due`}
          value={before}
          change={(text) => set({ ...value, before: text })}
        />
      )}
      <SelectField
        name="intersessional"
        label={t`Decisions between meetings`}
        value={between}
        change={(text) => set({ ...value, between: text })}
        options={[
          { value: 'none', label: t`None` },
          ...INTERSESSIONAL_PROCEDURES.map((one) => ({ value: one, label: t(PROCEDURE_WORDS[one]) })),
        ]}
      />
      {between !== 'none' && (
        <TextField
          name="intersessional.days"
          type="number"
          label={t`Days for an answer`}
          value={days}
          change={(text) => set({ ...value, days: text })}
        />
      )}
      <TextField
        name="quorum"
        type="number"
        label={t`Quorum: so many of each side, a co-chair among them`}
        value={value.each}
        change={(each) => set({ ...value, each })}
      />
      <ChecksField
        name="languages"
        label={t`Languages of the minutes`}
        isNeeded
        options={LANGUAGES.map((tag) => ({ value: tag, label: LANGUAGE_NAMES[tag] ?? tag }))}
        value={languages}
        change={(chosen) => set({ ...value, languages: chosen.join() })}
      />
    </WritingDialog>
  );
}

const languagesOf = (text: string): string[] => text.split(',').filter((tag) => tag !== '');
