import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconChecklist } from '@tabler/icons-react';
import { RequestFailed } from '../../data/client.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Design.module.css';
import { Specimen } from './Specimen.tsx';

const NOTHING = () => {};
const REFUSED = new RequestFailed(403, {
  type: 'urn:entente:problem:forbidden',
  title: 'Forbidden',
  status: 403,
  code: 'forbidden',
  detail: 'the role analyst does not hold keys.write',
});

/** What a page shows besides what was asked for: waiting, nothing, refused, away. */
export function States() {
  const { t } = useLingui();
  return (
    <Section title={t`States`}>
      <div className={classes.specimens}>
        <Specimen name="Awaited" state="loading">
          <Awaited answer={{ data: undefined, error: null, refetch: NOTHING }} rows={3}>
            {() => null}
          </Awaited>
        </Specimen>
        <Specimen name="Problem" state="refused">
          <Problem error={REFUSED} />
        </Specimen>
        <Specimen name="Problem" state="away">
          <Problem error={new RequestFailed(0, undefined)} retry={NOTHING} />
        </Specimen>
        <Specimen name="EmptyState">
          <EmptyState icon={IconChecklist} title={t`Nothing here yet`} action={<Button>{t`Save`}</Button>}>
            {t`It is kept with this act.`}
          </EmptyState>
        </Specimen>
        <Specimen name="Notice">
          <Notice icon={IconAlertTriangle} title={t`Suspended`}>
            {t`The accord does not let this flow now.`}
          </Notice>
        </Specimen>
      </div>
    </Section>
  );
}
