import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import { useSession, useSides } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { list, localizedField, number, text } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { accordQuery } from '../../data/queries.ts';
import { useRevise } from '../../data/record-page.ts';
import entries from '../../ui/Entries.module.css';
import { TextField } from '../../ui/form/Fields.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { SeatList } from './seats/SeatList.tsx';
import { emptySeat, officesOf, seatsOf, wordsIn, type Seat } from './seats/seat.ts';
import { CREDENTIAL_WORDS, ROLE_WORDS } from './words.ts';
import { WritingDialog } from './WritingDialog.tsx';

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

/** This side's seats; who was there begins with who was to come. A list that is changed is a new version of the same record. */
export function OfficesDialog({ view, doing, close }: DialogProps) {
  const { t } = useLingui();
  const { self } = useSides();
  const known = (doing === 'delegation' ? view.delegations : view.attendance)[self];
  const announced = seatsOf((known ?? view.delegations[self])?.record ?? {});
  const draft = useKeptDraft<{ readonly seats: readonly Seat[]; readonly heads: string }>(`${doing} ${view.id}`, {
    initial: {
      seats: announced.length > 0 ? announced : [emptySeat('co-chair')],
      heads: String(number(known?.record ?? {}, 'heads') ?? ''),
    },
    tlp: 'amber',
    record: view.id,
  });
  const { value, set } = draft;
  const write = useWrite();
  const revise = useRevise();
  const offices = officesOf(value.seats);
  const said =
    doing === 'delegation'
      ? { offices: offices.map((one, n) => ({ ...one, precedence: n + 1 })) }
      : {
          offices: offices.map(({ office, role }) => ({ office, role })),
          heads: value.heads === '' ? offices.length : Number(value.heads),
        };
  const send = async () => {
    if (known !== undefined) await revise(known, said);
    else await write.mutateAsync({ type: doing, accord_ref: view.accord, meeting_ref: view.id, ...said });
  };
  return (
    <WritingDialog
      draft={draft}
      words={wordsIn(value.seats)}
      title={doing === 'delegation' ? t`Name the delegation` : t`Record attendance`}
      lead={t`In order of precedence: drag an office, or move it by the arrow keys on its handle. Who holds an office stays with this side.`}
      act={t({ message: 'Record', context: 'to write down' })}
      size="lg"
      isReady={offices.length > 0}
      names={['offices', 'heads']}
      send={send}
      close={close}
    >
      <SeatList
        seats={value.seats}
        change={(seats) => set({ ...value, seats })}
        wanted={view.languages}
        asksCredentials={doing === 'delegation'}
      />
      {doing === 'attendance' && (
        <TextField
          name="heads"
          type="number"
          label={t`Heads in all`}
          value={value.heads}
          change={(heads) => set({ ...value, heads })}
        />
      )}
    </WritingDialog>
  );
}
