import { Trans, useLingui } from '@lingui/react/macro';
import { Switch } from '@mantine/core';
import { ROLES } from '../../app/roles.ts';
import { useSession } from '../../app/session.ts';
import { Facts } from '../../ui/Facts.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Party } from '../../ui/Party.tsx';
import { prefer, usePreferences } from '../../ui/preferences.ts';
import { Section } from '../../ui/Section.tsx';
import { CalendarLinks } from './CalendarLinks.tsx';
import { Looks } from './Looks.tsx';
import { Zones } from './Zones.tsx';

/** What a person set for themselves. How things look stays in this browser; who they are is the administrator's. */
export function MePage() {
  const { t } = useLingui();
  const localize = useLocalized();
  const { person, party, permissions } = useSession();
  const { singleKeys } = usePreferences();
  const role = ROLES[person.role];
  return (
    <Page title={t`Your settings`} lead={t`They hold for you in this browser, at once.`} width="reading">
      <Section title={t`You`} note={t`Set by those who administer this node.`}>
        <Facts
          facts={[
            { label: t`Name`, value: <bdi>{person.name}</bdi> },
            { label: t`Role`, value: role === undefined ? person.role : t(role) },
            { label: t`Unit`, value: <bdi>{person.unit}</bdi> },
            { label: t`Party`, value: <Party name={localize(party.names)} self />, wide: true },
          ]}
        />
      </Section>
      <Section title={t`Language and appearance`}>
        <Looks />
      </Section>
      <Section title={t`Times`}>
        <Zones />
      </Section>
      {permissions.includes('records.read') && <CalendarLinks />}
      <Section title={t`Keyboard`}>
        <Switch
          label={t`Single keys are on`}
          description={t`Keys without Ctrl or Cmd, such as “g” and then “c” for the commitments. “?” lists them all.`}
          checked={singleKeys}
          onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
        />
        <p>
          <Trans>The search opens with Ctrl + K or ⌘ K, also with single keys off.</Trans>
        </p>
      </Section>
    </Page>
  );
}
