import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import { CREDENTIAL_STATES, SEAT_ROLES } from '#kernel/stix/values.ts';
import { useSession, useSides } from '../../app/session.ts';
import { list, localizedField, number, text } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { accordQuery } from '../../data/queries.ts';
import entries from '../../ui/Entries.module.css';
import { TextField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { asLines, unevenIn } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { officesIn } from './offices.ts';
import { isFree, PersonalData } from './PersonalData.tsx';
import { CREDENTIAL_WORDS, ROLE_WORDS } from './words.ts';

type Doing = 'delegation' | 'attendance';

/** Who comes and who was there, by office; each side says it of its own. */
export function Sides({ view }: { readonly view: MeetingView }) {
  const { t, i18n } = useLingui();
  const { self, isSelf, name } = useSides();
  const { permissions } = useSession();
  const parties = useQuery({ ...accordQuery(view.accord ?? ''), enabled: view.accord !== null }).data?.parties ?? [];
  const [doing, setDoing] = useState<Doing>();
  const { quorum } = view;
  return (
    <Section
      title={t`Delegations and attendance`}
      note={
        quorum &&
        (quorum.isMet ? (
          <Trans>There is a quorum: {i18n.number(quorum.eachSide)} of each side.</Trans>
        ) : (
          <Trans>No quorum yet: {i18n.number(quorum.eachSide)} of each side are needed.</Trans>
        ))
      }
    >
      {parties.map(({ id }) => {
        const heads = number(view.attendance[id]?.record ?? {}, 'heads');
        return (
          <div key={id} className={entries.item}>
            <Party name={name(id)} self={isSelf(id)} note />
            <Offices title={t`Delegation`} record={view.delegations[id]?.record} />
            <Offices title={t`Was there`} record={view.attendance[id]?.record} />
            {heads !== undefined && <span className={entries.quiet}>{t`Heads: ${i18n.number(heads)}`}</span>}
            {quorum && heads !== undefined && quorum.bySide[id]?.isMet === false && (
              <Short needed={quorum.eachSide} side={quorum.bySide[id]} />
            )}
            {id === self && permissions.includes('records.write') && (
              <div className={entries.row}>
                <Button size="compact-sm" variant="default" onClick={() => setDoing('delegation')}>
                  <Trans>Name the delegation</Trans>
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => setDoing('attendance')}>
                  <Trans>Record attendance</Trans>
                </Button>
              </div>
            )}
          </div>
        );
      })}
      {doing !== undefined && <OfficesDialog view={view} doing={doing} close={() => setDoing(undefined)} />}
    </Section>
  );
}

type ShortProps = {
  readonly needed: number;
  readonly side: { readonly present: number; readonly hasCoChair: boolean };
};

/** Why who was there is not enough. */
function Short({ needed, side: { present, hasCoChair } }: ShortProps) {
  const { i18n } = useLingui();
  return (
    <span className={entries.quiet}>
      {present < needed ? (
        <Trans>
          {i18n.number(present)} of {i18n.number(needed)} towards the quorum: co-chairs and members count.
        </Trans>
      ) : (
        !hasCoChair && <Trans>A co-chair is missing for the quorum.</Trans>
      )}
    </span>
  );
}

function Offices({ title, record }: { readonly title: string; readonly record: Record<string, unknown> | undefined }) {
  const { t } = useLingui();
  const localize = useLocalized();
  if (record === undefined) return null;
  return (
    <>
      <span className={entries.quiet}>{title}</span>
      <ul className={entries.list}>
        {list(record, 'offices').map((one, n) => {
          const role = ROLE_WORDS[text(one, 'role') ?? ''];
          const credentials = CREDENTIAL_WORDS[text(one, 'credentials') ?? ''];
          return (
            <li key={n}>
              <bdi>{localize(localizedField(one, 'office'))}</bdi>
              {role !== undefined && <span className={entries.quiet}> {t(role)}</span>}
              {credentials !== undefined && <span className={entries.quiet}> · {t(credentials)}</span>}
            </li>
          );
        })}
      </ul>
    </>
  );
}

type DialogProps = { readonly view: MeetingView; readonly doing: Doing; readonly close: () => void };

/** One office a line, in order of precedence; the first is the co-chair's, unless a line names another role. */
function OfficesDialog({ view, doing, close }: DialogProps) {
  const { t } = useLingui();
  const { self } = useSides();
  const known = list(view.delegations[self]?.record ?? {}, 'offices');
  const [lines, setLines] = useState(
    asLines(
      known.map((one) => {
        const more = [text(one, 'role'), text(one, 'credentials')].flatMap((said) => said ?? []);
        return Object.fromEntries(
          Object.entries(localizedField(one, 'office')).map(([tag, office]) => [tag, [office, ...more].join('; ')]),
        );
      }),
    ),
  );
  const [heads, setHeads] = useState('');
  const write = useWrite();
  const offices = officesIn(lines, 'co-chair');
  const send = () => {
    const common = { type: doing, accord_ref: view.accord, meeting_ref: view.id };
    return write.mutateAsync(
      doing === 'delegation'
        ? { ...common, offices: offices.map((one, n) => ({ ...one, precedence: n + 1 })) }
        : {
            ...common,
            offices: offices.map(({ office, role }) => ({ office, role })),
            heads: heads === '' ? offices.length : Number(heads),
          },
    );
  };
  const roles = SEAT_ROLES.join(', ');
  const states = CREDENTIAL_STATES.join(', ');
  return (
    <FormDialog
      title={doing === 'delegation' ? t`Name the delegation` : t`Record attendance`}
      lead={t`Offices, not names: who holds them stays with this side.`}
      act={t`Record`}
      isReady={offices.length > 0 && unevenIn(lines).length === 0 && isFree(...Object.values(lines))}
      names={['offices', 'heads']}
      send={send}
      close={close}
    >
      <LocalizedField
        name="offices"
        label={t`Offices, one a line, in order of precedence`}
        hint={
          doing === 'delegation'
            ? t`After a semicolon, the role: ${roles}; after another, its credentials: ${states}.`
            : t`After a semicolon, the role: ${roles}.`
        }
        isNeeded
        isLines
        wanted={view.languages}
        rows={5}
        value={lines}
        change={setLines}
      />
      {doing === 'attendance' && (
        <TextField name="heads" type="number" label={t`Heads in all`} value={heads} change={setHeads} />
      )}
      <PersonalData words={Object.values(lines)} />
    </FormDialog>
  );
}
