import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MailServer, MailServerView } from '#contract/notices.ts';
import { changeMailServer, mailServerQuery, testMailServer } from '../../data/notices.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { ChoiceField, TextField } from '../../ui/form/Fields.tsx';
import { Page } from '../../ui/Page.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { Stats } from '../../ui/Stat.tsx';

/** By which server the node sends notifications. */
export function MailPage() {
  const { t } = useLingui();
  const server = useQuery(mailServerQuery);
  return (
    <Page
      title={t`Mail server`}
      lead={t`By it this node sends notifications. None holds what is marked above TLP:GREEN.`}
      width="reading"
    >
      <Awaited answer={server}>{(view) => <Server view={view} />}</Awaited>
    </Page>
  );
}

const isSecurity = (text: string): text is MailServer['security'] => ['tls', 'starttls', 'none'].includes(text);

function Server({ view }: { readonly view: MailServerView }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { server } = view;
  const [host, setHost] = useState(server?.host ?? '');
  const [port, setPort] = useState(String(server?.port ?? 465));
  const [security, setSecurity] = useState<MailServer['security']>(server?.security ?? 'tls');
  const [username, setUsername] = useState(server?.username ?? '');
  const [password, setPassword] = useState('');
  const [sender, setSender] = useState(server?.sender ?? '');
  const [to, setTo] = useState('');
  const [error, setError] = useState<unknown>();
  const does = async (work: () => Promise<void>): Promise<void> => {
    setError(undefined);
    try {
      await work();
    } catch (cause) {
      setError(cause);
    }
  };
  const save = () =>
    does(async () => {
      const wish: MailServer = {
        host: host.trim(),
        port: Number(port),
        security,
        username: username.trim() === '' ? null : username.trim(),
        ...(password === '' ? {} : { password }),
        sender: sender.trim(),
      };
      client.setQueryData(mailServerQuery.queryKey, await changeMailServer(wish));
      setPassword('');
      notifications.show({ message: t`Saved` });
    });
  const test = () =>
    does(async () => {
      const { sent, why } = await testMailServer(to.trim());
      notifications.show(sent ? { message: t`The test was sent.` } : { color: 'red', message: why ?? '' });
    });
  return (
    <Stack gap="lg">
      {server !== null && (
        <Stats
          figures={[
            { label: t`On their way`, value: i18n.number(view.waiting) },
            { label: t`Given up`, value: i18n.number(view.failed), tone: view.failed > 0 ? 'bad' : 'neutral' },
          ]}
        />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Section title={t`The server`} note={t`Its password is sealed, and never shown again.`}>
          <Stack gap="md">
            <TextField name="host" label={t`Host`} isCode isNeeded value={host} change={setHost} />
            <TextField name="port" label={t`Port`} isCode isNeeded value={port} change={setPort} />
            <ChoiceField
              name="security"
              label={t`Security`}
              options={[
                { value: 'tls', label: 'TLS' },
                { value: 'starttls', label: 'STARTTLS' },
                { value: 'none', label: t`None`, hint: t`On the loopback address of this machine alone.` },
              ]}
              value={security}
              change={(value) => isSecurity(value) && setSecurity(value)}
            />
            <TextField name="username" label={t`User name`} isCode value={username} change={setUsername} />
            <TextField
              name="password"
              label={t`Password`}
              type="password"
              autoComplete="new-password"
              hint={server?.hasPassword ? t`Left empty: as it was.` : undefined}
              isCode
              value={password}
              change={setPassword}
            />
            <TextField name="sender" label={t`Sender`} type="email" isCode isNeeded value={sender} change={setSender} />
            <div>
              <Button type="submit">{t`Save`}</Button>
            </div>
          </Stack>
        </Section>
      </form>
      {server !== null && (
        <Section title={t`Try it`}>
          <Group align="end">
            <TextField name="to" label={t`Send a test to`} type="email" isCode value={to} change={setTo} />
            <Button variant="default" disabled={to.trim() === ''} onClick={() => void test()}>
              <Trans>Send</Trans>
            </Button>
          </Group>
        </Section>
      )}
      {error !== undefined && <Problem error={error} />}
    </Stack>
  );
}
