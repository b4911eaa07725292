import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { TextField } from '../../ui/form/Fields.tsx';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { Retention } from './Retention.tsx';
import classes from './Retention.module.css';

/** Of one record: how long it is kept, what holds it, and the way to have it deleted on both sides. */
export function RetentionPage() {
  const { t } = useLingui();
  const { record } = useSearch({ from: '/shell/admin/retention' });
  const navigate = useNavigate();
  const [id, setId] = useState(record ?? '');
  const look = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/admin/retention', search: id.trim() === '' ? {} : { record: id.trim() } });
  };
  return (
    <Page
      title={t`Retention`}
      lead={t`How long a record is kept, legal holds, and recall: deletion here and at the partner.`}
      width="reading"
    >
      <Section title={t`Which record`}>
        <form onSubmit={look} className={classes.look}>
          <div className={classes.id}>
            <TextField name="record" label={t`Id of the record`} isCode value={id} change={setId} />
          </div>
          <Button type="submit" disabled={id.trim() === ''}>{t`Look`}</Button>
        </form>
      </Section>
      {record !== undefined && <Retention key={record} id={record} />}
    </Page>
  );
}
