import { useLingui } from '@lingui/react/macro';
import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MadeWebhook, WebhookView } from '#contract/notices.ts';
import { addWebhook, enableWebhook, endWebhook, noticeSettingsQuery } from '../../data/notices.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { TextField } from '../../ui/form/Fields.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';

/** A program of one's own that is told too. */
export function Webhook({ hooks }: { readonly hooks: readonly WebhookView[] }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const [made, setMade] = useState<MadeWebhook>();
  const [error, setError] = useState<unknown>();
  const does = async (work: () => Promise<unknown>): Promise<void> => {
    setError(undefined);
    try {
      await work();
      await client.invalidateQueries({ queryKey: noticeSettingsQuery.queryKey });
    } catch (cause) {
      setError(cause);
    }
  };
  const [hook] = hooks;
  return (
    <Section
      title={t`By webhook`}
      note={t`Signed by the Standard Webhooks scheme. Addresses of private networks are not called.`}
    >
      <Stack gap="md">
        {made !== undefined && (
          <CopyField label={t`The secret that signs: it is shown this once`} value={made.secret} />
        )}
        {hook === undefined ? (
          <>
            <TextField name="url" label={t`Address`} type="url" isCode value={url} change={setUrl} />
            <div>
              <Button
                variant="default"
                disabled={url.trim() === ''}
                onClick={() => void does(async () => setMade(await addWebhook(url.trim())))}
              >
                {t`Add`}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Facts
              facts={[
                { label: t`Address`, value: <bdi dir="ltr">{hook.url}</bdi>, wide: true },
                { label: t`Since`, value: <Moment at={hook.since} /> },
                {
                  label: t`State`,
                  value: hook.disabled === null ? t`It is called.` : t`Switched off after it failed again and again.`,
                },
              ]}
            />
            <Group gap="sm">
              {hook.disabled !== null && (
                <Button variant="default" onClick={() => void does(() => enableWebhook(hook.id))}>
                  {t`Call it again`}
                </Button>
              )}
              <Button
                variant="default"
                color="red"
                onClick={() =>
                  void does(async () => {
                    await endWebhook(hook.id);
                    setMade(undefined);
                  })
                }
              >
                {t`Remove`}
              </Button>
            </Group>
          </>
        )}
        {error !== undefined && <Problem error={error} />}
      </Stack>
    </Section>
  );
}
