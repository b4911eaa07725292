import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { RequestFailed } from '../../data/client.ts';
import { Drawer } from '../../ui/Drawer.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { CheckField, ChoiceField, LongTextField, SelectField, TextField } from '../../ui/form/Fields.tsx';
import { ConfirmDialog } from '../../ui/form/ConfirmDialog.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { FormProblems } from '../../ui/form/problems.ts';
import type { Filters } from '../../ui/saved-filters.ts';
import { Section } from '../../ui/Section.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import classes from './Design.module.css';
import { Specimen } from './Specimen.tsx';

const VARIANTS = ['filled', 'default', 'light', 'subtle'] as const;
const PROBLEMS = [{ path: 'refused', message: 'must be a whole number' }];

/** As the node would refuse it: one place of the body, by name. */
async function refuse(): Promise<never> {
  throw new RequestFailed(400, {
    type: 'urn:entente:problem:bad-input',
    title: 'Bad input',
    status: 400,
    code: 'bad-input',
    detail: '$.title: too short',
    errors: [{ path: '$.title', message: 'too short' }],
  });
}

export function Forms() {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [choice, setChoice] = useState('one');
  const [isOn, setOn] = useState(true);
  const [tab, setTab] = useState('a');
  const [filters, setFilters] = useState<Filters>({ state: 'open' });
  const options = [
    { value: 'one', label: t`Accepted`, hint: t`It is kept with this act.` },
    { value: 'two', label: t`Disputed` },
  ];
  return (
    <Section title={t`Forms and controls`}>
      <div className={classes.specimens}>
        <Specimen name="Button">
          <div className={classes.row}>
            {VARIANTS.map((variant) => (
              <Button key={variant} variant={variant}>{t`Save`}</Button>
            ))}
            <Button color="red">{t`Withdraw`}</Button>
            <Button loading>{t`Save`}</Button>
            <Button disabled>{t`Save`}</Button>
          </div>
        </Specimen>
        <Specimen name="TextField">
          <TextField name="plain" label={t`Name`} hint={t`It is kept with this act.`} value={text} change={setText} />
        </Specimen>
        <Specimen name="TextField" state="refused">
          <FormProblems value={PROBLEMS}>
            <TextField name="refused" label={t`Name`} isNeeded value={text} change={setText} />
          </FormProblems>
        </Specimen>
        <Specimen name="TextField" state="off">
          <TextField name="off" label={t`Name`} isOff value={text} change={setText} />
        </Specimen>
        <Specimen name="LongTextField">
          <LongTextField name="long" label={t`Reason`} isNeeded value={text} change={setText} />
        </Specimen>
        <Specimen name="SelectField">
          <SelectField name="select" label={t`Joint state`} options={options} value={choice} change={setChoice} />
        </Specimen>
        <Specimen name="ChoiceField">
          <ChoiceField name="choice" label={t`Joint state`} options={options} value={choice} change={setChoice} />
        </Specimen>
        <Specimen name="CheckField">
          <CheckField
            name="check"
            label={t`Verified`}
            hint={t`It is kept with this act.`}
            value={isOn}
            change={setOn}
          />
        </Specimen>
        <Specimen name="Tabs">
          <Tabs
            label={t`States`}
            now={tab}
            change={setTab}
            tabs={[
              { key: 'a', label: t`History`, count: 12, content: () => <p>{t`Nothing here yet`}</p> },
              { key: 'b', label: t`Delivery`, content: () => <p>{t`Waiting`}</p> },
            ]}
          />
        </Specimen>
        <Specimen name="FilterBar">
          <FilterBar
            list="design"
            words={{ key: 'words', label: t`Words in it` }}
            filters={[{ key: 'state', label: t`Joint state`, options: [{ value: 'open', label: t`Accepted` }] }]}
            now={filters}
            change={setFilters}
          />
        </Specimen>
        <Over />
      </div>
    </Section>
  );
}

function Over() {
  const { t } = useLingui();
  const [open, setOpen] = useState<'drawer' | 'form' | 'confirm'>();
  const [title, setTitle] = useState('');
  const close = () => setOpen(undefined);
  return (
    <Specimen name="Drawer, FormDialog, ConfirmDialog">
      <div className={classes.row}>
        <Button variant="default" data-open="drawer" onClick={() => setOpen('drawer')}>{t`Commitment`}</Button>
        <Button variant="default" data-open="form" onClick={() => setOpen('form')}>{t`Name`}</Button>
        <Button variant="default" data-open="confirm" onClick={() => setOpen('confirm')}>{t`Withdraw`}</Button>
      </div>
      <Drawer
        title={t`Commitment`}
        isOpen={open === 'drawer'}
        close={close}
        foot={<Button onClick={close}>{t`Close`}</Button>}
      >
        {t`Nothing here yet`}
      </Drawer>
      {open === 'form' && (
        <FormDialog title={t`Name`} act={t`Save`} names={['title']} send={refuse} close={close}>
          <TextField name="title" label={t`Name`} isNeeded value={title} change={setTitle} />
        </FormDialog>
      )}
      {open === 'confirm' && (
        <ConfirmDialog
          title={t`Withdraw`}
          lead={t`A step is never deleted or changed; a later step can undo it.`}
          act={t`Withdraw`}
          isGrave
          reason={{ name: 'reason' }}
          send={async () => {}}
          close={close}
        />
      )}
    </Specimen>
  );
}
