import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
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
          The command needs no server and no database. It checks every record against its feed and every signature. A
          single changed byte makes it fail. Compare the fingerprints over another way than the file.
        </Trans>
      </Text>
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
