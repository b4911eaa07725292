import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconFileDownload, IconSignature } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccessHead, OwnCosigner } from '#contract/oversight.ts';
import { addressOf, ask } from '../../data/client.ts';
import { usePurpose } from '../../data/purpose.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { PurposeGate } from '../../ui/PurposeGate.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import { Moment } from '../../ui/When.tsx';
import { CosignDialog, KeyDialog } from './CosignDialogs.tsx';

/** The access log as a log: how long it is, who signed it, and the one thing that oversight writes. */
export function LogPage() {
  const { t } = useLingui();
  const head = useQuery({ queryKey: ['access-head'], queryFn: ({ signal }) => ask('readAccessHead', { signal }) });
  const own = useQuery({ queryKey: ['cosigner'], queryFn: ({ signal }) => ask('readCosigner', { signal }) });
  return (
    <Page
      title={t`Access log`}
      lead={
        <Trans>
          Each answer that told of a record has an entry here, made before the answer left. The node signs the log;
          oversight cosigns it, and from then on nothing below can be changed, removed or added without a trace.
        </Trans>
      }
    >
      <Awaited answer={head}>{(shown) => <Log head={shown} />}</Awaited>
      <Awaited answer={head}>
        {(shown) => <Awaited answer={own}>{(key) => <Cosigning head={shown} own={key} />}</Awaited>}
      </Awaited>
      <TakeOut />
      <Awaited answer={head}>{(shown) => <Keys head={shown} />}</Awaited>
    </Page>
  );
}

function Log({ head }: { readonly head: AccessHead }) {
  const { t, i18n } = useLingui();
  const { size, cosigned } = head;
  return (
    <Section title={t`The log now`}>
      <Facts
        facts={[
          { label: t`Entries`, value: i18n.number(size) },
          {
            label: t`Cosigned by oversight`,
            value: cosigned === null ? t`not yet` : t`up to ${i18n.number(cosigned.size)}`,
          },
          ...(cosigned === null
            ? []
            : [
                {
                  label: t`Last cosigned`,
                  value: (
                    <>
                      <Moment at={cosigned.at} /> <bdi>{cosigned.name}</bdi>
                    </>
                  ),
                },
              ]),
          ...head.epochs.map(({ epoch, start, at }) => ({
            label: t`Epoch ${i18n.number(epoch)}`,
            wide: true,
            value: (
              <Trans>
                The node was put back from a backup <Moment at={at} />: the log goes on after entry {i18n.number(start)}
                .
              </Trans>
            ),
          })),
          { label: t`Origin`, value: <bdi dir="ltr">{head.origin}</bdi>, wide: true },
          { label: t`Fingerprint of the node’s key`, value: <bdi dir="ltr">{head.fingerprint}</bdi>, wide: true },
        ]}
      />
    </Section>
  );
}

function Cosigning({ head, own }: { readonly head: AccessHead; readonly own: OwnCosigner }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'key' | 'sign'>();
  const [done, setDone] = useState<number>();
  const fresh = head.size - (head.cosigned?.size ?? 0);
  const close = () => {
    setDialog(undefined);
    void client.invalidateQueries();
  };
  return (
    <Section
      title={t`Cosign`}
      note={t`Your browser checks that the log continues what was cosigned before, and only then signs. Your private key never leaves it unencrypted.`}
    >
      <Stack gap="sm">
        <output>{fresh === 0 ? t`Everything is cosigned.` : t`Entries not cosigned yet: ${i18n.number(fresh)}`}</output>
        {done !== undefined && (
          <Alert color="green" variant="light" title={t`You cosigned up to entry ${i18n.number(done)}.`} />
        )}
        <Group gap="xs">
          {own.key !== null && (
            <Button
              leftSection={<IconSignature size={16} aria-hidden />}
              disabled={fresh === 0}
              onClick={() => setDialog('sign')}
            >
              {t`Check and cosign`}
            </Button>
          )}
          <Button variant={own.key === null ? 'filled' : 'default'} onClick={() => setDialog('key')}>
            {own.key === null ? t`Make your key` : t`Replace your key`}
          </Button>
        </Group>
      </Stack>
      {dialog === 'key' && <KeyDialog close={close} />}
      {dialog === 'sign' && own.key !== null && (
        <CosignDialog head={head} own={own.key} signed={setDone} close={close} />
      )}
    </Section>
  );
}

/** A whole log, for whoever keeps it outside the node. */
function TakeOut() {
  const { t } = useLingui();
  const said = usePurpose();
  return (
    <Section
      title={t`Take it out`}
      note={t`The file proves itself offline: a line that is missing, changed or added is named.`}
    >
      <PurposeGate>
        <Button
          component="a"
          href={addressOf('exportAccesses', { query: { for: said ?? '' } })}
          download
          variant="default"
          leftSection={<IconFileDownload size={16} aria-hidden />}
        >
          {t`Export the log`}
        </Button>
      </PurposeGate>
    </Section>
  );
}

function Keys({ head }: { readonly head: AccessHead }) {
  const { t } = useLingui();
  if (head.cosigners.length === 0) return null;
  return (
    <Section
      title={t`Keys of oversight`}
      note={t`Compare these fingerprints with their holders by another way. Whoever verifies an export names the ones they trust.`}
    >
      <Facts
        facts={head.cosigners.map(({ key, fingerprint, name, since, until }) => ({
          label: name,
          wide: true,
          value: (
            <>
              <bdi dir="ltr">{fingerprint}</bdi> <Reference value={key} what={t`Public key`} />{' '}
              {until === null ? (
                <Trans>
                  since <Moment at={since} />
                </Trans>
              ) : (
                <Trans>
                  replaced <Moment at={until} />
                </Trans>
              )}
            </>
          ),
        }))}
      />
    </Section>
  );
}
