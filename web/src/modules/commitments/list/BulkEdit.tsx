import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { RegisterRow } from '#contract/register.ts';
import { useSides } from '../../../app/session.ts';
import type { Theme } from '../../../data/accord-terms.ts';
import { ask } from '../../../data/client.ts';
import { commitment, headline, leads } from '../../../data/commitment.ts';
import { revise } from '../../../data/record-page.ts';
import { noteWhy } from '../../../data/register.ts';
import { writeMany, type Outcome } from '../../../data/write-many.ts';
import { LongTextField, SelectField, TextField } from '../../../ui/form/Fields.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { useLocalized } from '../../../ui/localized.ts';
import { VERBS } from '../../../ui/vocabulary.ts';
import { stepForm } from '../../records/step-forms.ts';
import { Outcomes } from './Outcomes.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';

type Props = {
  readonly rows: readonly RegisterRow[];
  readonly themes: readonly Theme[];
  /** Of the accord. */
  readonly parties: readonly string[];
  readonly close: () => void;
};
type Change = { readonly what: string; readonly value: string; readonly side: string; readonly reason: string };

const PROPERTIES = ['theme', 'due', 'leads'] as const;
const STEPS = ['accept', 'dispute', 'plan', 'report', 'deliver', 'verify', 'withdraw'] as const;

/** One change of many commitments: each is a version or a step of its own, judged like any other. */
export function BulkEdit({ rows: chosen, themes, parties, close }: Props) {
  // As they were chosen: what is sent again has to be the same, though the page has newer versions by then.
  const [rows] = useState(chosen);
  const revised = useRef(new Set<RegisterRow>());
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { self } = useSides();
  const [change, setChange] = useState<Change>({ what: 'theme', value: '', side: self, reason: '' });
  const [outcomes, setOutcomes] = useState<readonly Outcome<RegisterRow>[]>();
  const [error, setError] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const isStep = !PROPERTIES.some((one) => one === change.what);
  const isReady = change.reason.trim() !== '' && (isStep || change.what !== 'leads' || change.value.trim() !== '');

  const send = async () => {
    setSending(true);
    setError(undefined);
    setOutcomes(outcomes ?? []);
    try {
      await writeMany({
        rows,
        known: outcomes ?? [],
        write: (row) => write(row, { change, lang: i18n.locale, revised: revised.current }),
        tell: setOutcomes,
      });
    } catch (broken) {
      setError(broken);
    } finally {
      setSending(false);
      await client.invalidateQueries();
    }
  };

  return (
    <Dialog
      close={close}
      size="lg"
      title={t`Change ${plural(rows.length, { one: '# commitment', other: '# commitments' })}`}
    >
      {outcomes === undefined ? (
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void send();
          }}
        >
          <Stack gap="md">
            <Fields change={change} set={setChange} themes={themes} parties={parties} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                <Trans>Cancel</Trans>
              </Button>
              <Button type="submit" loading={isSending} disabled={!isReady}>
                {t`Change ${plural(rows.length, { one: '# commitment', other: '# commitments' })}`}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack gap="md">
          <Outcomes
            outcomes={outcomes}
            rows={rows}
            isBroken={error !== undefined}
            titleOf={({ commitment: view }) => headline(commitment(view).label)}
            keyOf={({ commitment: { record } }) => String(record['id'])}
          />
          {error !== undefined && <Problem error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant={error === undefined ? 'filled' : 'default'} loading={isSending} onClick={close}>
              <Trans>Close</Trans>
            </Button>
            {error !== undefined && (
              <Button onClick={() => void send()}>
                <Trans>Go on</Trans>
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}

type FieldsProps = {
  readonly change: Change;
  readonly set: (change: Change) => void;
} & Pick<Props, 'themes' | 'parties'>;

function Fields({ change, set, themes, parties }: FieldsProps) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  const { what, value, side, reason } = change;
  const put = (more: Partial<Change>) => set({ ...change, ...more });
  const steps = STEPS.map((verb) => ({ value: verb, label: t`Step: ${t(VERBS[verb]!.act)}` }));
  return (
    <>
      <SelectField
        name="what"
        label={t`What to change`}
        value={what}
        change={(next) => put({ what: next, value: '' })}
        options={[
          { value: 'theme', label: t`Theme` },
          { value: 'due', label: t`Due` },
          { value: 'leads', label: t`Who leads` },
          ...steps,
        ]}
      />
      {what === 'theme' && (
        <SelectField
          name="theme"
          label={t`Theme`}
          value={value}
          change={(next) => put({ value: next })}
          options={[
            { value: '', label: t`Without a theme` },
            ...themes.map(({ key, title }) => ({ value: key, label: localize(title) })),
          ]}
        />
      )}
      {what === 'due' && (
        <TextField
          name="due"
          label={t`Due`}
          hint={t`A year, a month as 2027-03 or a day as 2027-03-31; empty: no date.`}
          most={40}
          isCode
          value={value}
          change={(next) => put({ value: next })}
        />
      )}
      {what === 'leads' && (
        <>
          <SelectField
            name="side"
            label={t`Side`}
            value={side}
            change={(next) => put({ side: next })}
            options={parties.map((party) => ({ value: party, label: name(party) }))}
          />
          <TextField
            name="office"
            label={t`Office that leads`}
            most={500}
            isNeeded
            value={value}
            change={(next) => put({ value: next })}
          />
        </>
      )}
      <LongTextField
        name="reason"
        label={
          stepForm(what).asks === 'evidence' ? t`Evidence: what was done, when, and where it can be seen` : t`Reason`
        }
        isNeeded
        value={reason}
        change={(next) => put({ reason: next })}
      />
      <p style={{ margin: 0 }}>
        <Trans>
          Each commitment is changed by a record of its own. What is not yours to change is refused, and why is said.
        </Trans>
      </p>
    </>
  );
}

type Writing = {
  readonly change: Change;
  readonly lang: string;
  /** Whose new version is there, though the note beside it may not be. */
  readonly revised: Set<RegisterRow>;
};

async function write(row: RegisterRow, { change, lang, revised }: Writing): Promise<void> {
  const { commitment: view } = row;
  const { record } = view;
  const { what, value, side } = change;
  const reason = change.reason.trim();
  if (!PROPERTIES.some((one) => one === what)) {
    const said = stepForm(what).asks === 'evidence' ? { evidence: reason } : { reason };
    const body = { verb: what, modified: String(record['modified']), ...said };
    await ask('stepRecord', { params: { id: String(record['id']) }, body });
    return;
  }
  const given = value.trim() === '' ? undefined : value.trim();
  const others = leads(record).filter(({ party }) => party !== side);
  const changed =
    what === 'leads' ? { leads: [...others, { party: side, office: { [lang]: given } }] } : { [what]: given };
  if (!revised.has(row)) await revise({ record, c: view.c }, changed);
  revised.add(row);
  await noteWhy(record, reason);
}
