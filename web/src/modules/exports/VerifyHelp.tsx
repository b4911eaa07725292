import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useSession } from '../../app/session.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Exports.module.css';

/** Trust comes from outside the file: by the fingerprints that the reader got in another way. */
export function VerifyHelp() {
  const { t } = useLingui();
  const localize = useLocalized();
  const { party, partners } = useSession();
  const prints = [party, ...partners];
  const command = `npm run -s entente -- verify dossier.jsonl ${prints.map(({ fingerprint }) => `--trust "${fingerprint}"`).join(' ')}`;
  return (
    <Section title={t`How anybody verifies it`}>
      <Text size="sm">
        <Trans>
          Verify offline: the page below, once saved, checks a dossier in any browser, without a network, and keeps
          nothing. The command does the same; it needs no server and no database. Every record is checked against its
          feed, and every signature; a single changed byte makes it fail. Compare the fingerprints over another way than
          the file.
        </Trans>
      </Text>
      <div className={classes.page}>
        <Button
          component="a"
          href="/verify.html"
          download
          variant="default"
          leftSection={<IconDownload size={17} aria-hidden />}
        >
          <Trans>Save the page that verifies</Trans>
        </Button>
        <a href="/verify.html" target="_blank" rel="noreferrer">
          <Trans>Open it</Trans>
        </a>
      </div>
      <ul className={classes.prints}>
        {prints.map(({ id, names, fingerprint }) => (
          <li key={id}>
            <Party name={localize(names)} self={id === party.id} />
            <Reference value={fingerprint} whole what={t`Fingerprint of the key`} />
          </li>
        ))}
      </ul>
      <pre className={classes.command} dir="ltr">
        {command}
      </pre>
      <ul className={classes.exits}>
        <li>
          <Trans>
            Exit <bdi dir="ltr">0</bdi>: everything holds, and every key is trusted.
          </Trans>
        </li>
        <li>
          <Trans>
            Exit <bdi dir="ltr">1</bdi>: something does not hold; it is named.
          </Trans>
        </li>
        <li>
          <Trans>
            Exit <bdi dir="ltr">2</bdi>: it is consistent, but a key is not among those you trust.
          </Trans>
        </li>
      </ul>
    </Section>
  );
}
