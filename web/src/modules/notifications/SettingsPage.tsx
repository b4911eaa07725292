import { useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NoticeSettings, NoticeSettingsView } from '#contract/notices.ts';
import { NOTICE_KIND_NAMES, NOTICE_KINDS, PACES, type NoticeKind, type Pace } from '#kernel/notices/kinds.ts';
import { changeNoticeSettings, noticeSettingsQuery } from '../../data/notices.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { Page } from '../../ui/Page.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Notifications.module.css';
import { minuteOf, timeOf } from './times.ts';
import { Webhook } from './Webhook.tsx';
import { KIND_NAMES } from './words.ts';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
const DEVICE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How one is told besides the application: by what, when, and of what. */
export function NoticeSettingsPage() {
  const { t } = useLingui();
  const settings = useQuery(noticeSettingsQuery);
  return (
    <Page
      title={t`How you are told`}
      lead={t`In the application you are told of everything. Here you choose what is sent to you besides. A message never holds what is marked above TLP:GREEN: it says that there is something, and links to it.`}
      width="reading"
    >
      <Awaited answer={settings}>{(view) => <Settings key={view.timeZone} view={view} />}</Awaited>
    </Page>
  );
}

function Settings({ view }: { readonly view: NoticeSettingsView }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const isNew = view.email === null && view.timeZone === 'UTC' && view.quiet === null;
  const [email, setEmail] = useState(view.email ?? '');
  const [timeZone, setTimeZone] = useState(isNew ? DEVICE : view.timeZone);
  const [isQuiet, setQuiet] = useState(view.quiet !== null);
  const [from, setFrom] = useState(timeOf(view.quiet?.from ?? 22 * 60));
  const [until, setUntil] = useState(timeOf(view.quiet?.until ?? 7 * 60));
  const [urgentBreaks, setUrgentBreaks] = useState(view.urgentBreaks);
  const [digestAt, setDigestAt] = useState(timeOf(view.digestAt));
  const [kinds, setKinds] = useState(view.kinds);
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);

  const save = async (): Promise<void> => {
    const quiet = isQuiet ? { from: minuteOf(from), until: minuteOf(until) } : null;
    const wish: NoticeSettings = {
      email: email.trim() === '' ? null : email.trim(),
      timeZone,
      quiet,
      urgentBreaks,
      digestAt: minuteOf(digestAt),
      kinds,
    };
    setSaving(true);
    setError(undefined);
    try {
      client.setQueryData(noticeSettingsQuery.queryKey, await changeNoticeSettings(wish));
      notifications.show({ message: t`Saved` });
    } catch (cause) {
      setError(cause);
    } finally {
      setSaving(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="lg">
        <Section
          title={t`By e-mail`}
          note={view.canMail ? undefined : t`No mail server is named at this node yet: an administrator does it.`}
        >
          <Stack gap="md">
            <TextField
              name="email"
              label={t`E-mail address`}
              hint={t`Left empty: nothing is sent by e-mail.`}
              type="email"
              autoComplete="email"
              isCode
              value={email}
              change={setEmail}
            />
            <TextField
              name="digestAt"
              label={t`The digest comes at`}
              type="time"
              isCode
              value={digestAt}
              change={setDigestAt}
            />
          </Stack>
        </Section>
        <Section title={t`Quiet hours`} note={t`By the clock of your time zone, also when it changes.`}>
          <Stack gap="md">
            <SelectField
              name="timeZone"
              label={t`Your time zone`}
              options={ZONES.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
              value={timeZone}
              change={setTimeZone}
            />
            <Switch
              label={t`No e-mail at certain hours`}
              checked={isQuiet}
              onChange={(event) => setQuiet(event.currentTarget.checked)}
            />
            {isQuiet && (
              <>
                <TextField name="from" label={t`From`} type="time" isCode value={from} change={setFrom} />
                <TextField name="until" label={t`Until`} type="time" isCode value={until} change={setUntil} />
                <Switch
                  label={t`What is urgent may come all the same`}
                  checked={urgentBreaks}
                  onChange={(event) => setUrgentBreaks(event.currentTarget.checked)}
                />
              </>
            )}
          </Stack>
        </Section>
        <Section title={t`Of what, and when`}>
          <Kinds kinds={kinds} change={setKinds} />
        </Section>
        {error !== undefined && <Problem error={error} />}
        <div>
          <Button type="submit" loading={isSaving}>
            {t`Save`}
          </Button>
        </div>
        <Webhook hooks={view.webhooks} />
      </Stack>
    </form>
  );
}

type KindsProps = {
  readonly kinds: NoticeSettings['kinds'];
  readonly change: (kinds: NoticeSettings['kinds']) => void;
};

function Kinds({ kinds, change }: KindsProps) {
  const { t } = useLingui();
  const names: Readonly<Record<Pace, string>> = { immediate: t`At once`, digest: t`In the digest`, off: t`Not` };
  const options = PACES.map((value) => ({ value, label: names[value] }));
  const choose = (kind: NoticeKind, face: 'mail' | 'webhook', pace: string): void => {
    const now = kinds[kind] ?? NOTICE_KINDS[kind];
    const known = PACES.find((one) => one === pace) ?? 'off';
    change({ ...kinds, [kind]: { mail: now.mail, webhook: now.webhook, [face]: known } });
  };
  return (
    <table className={classes.kinds}>
      <thead>
        <tr>
          <th scope="col">{t`Kind`}</th>
          <th scope="col">{t`By e-mail`}</th>
          <th scope="col">{t`By webhook`}</th>
        </tr>
      </thead>
      <tbody>
        {NOTICE_KIND_NAMES.map((kind) => {
          const name = t(KIND_NAMES[kind]);
          const chosen = kinds[kind] ?? NOTICE_KINDS[kind];
          return (
            <tr key={kind}>
              <th scope="row">
                {name}
                {NOTICE_KINDS[kind].isUrgent && <span className={classes.kind}> · {t`urgent`}</span>}
              </th>
              <td data-label={t`By e-mail`}>
                <NativeSelect
                  aria-label={t`${name}: by e-mail`}
                  data={options}
                  value={chosen.mail}
                  onChange={(event) => choose(kind, 'mail', event.currentTarget.value)}
                />
              </td>
              <td data-label={t`By webhook`}>
                <NativeSelect
                  aria-label={t`${name}: by webhook`}
                  data={options}
                  value={chosen.webhook}
                  onChange={(event) => choose(kind, 'webhook', event.currentTarget.value)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
