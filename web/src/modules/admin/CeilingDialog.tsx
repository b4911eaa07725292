import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccordView } from '#contract/accords.ts';
import type { Ceiling } from '#kernel/policy/ceiling.ts';
import { HANDLING_CODES, PAP_LEVELS, TLP_LEVELS } from '#kernel/policy/markings.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { ceilingsOf, proposeCeiling } from '../../data/ceilings.ts';
import { CheckField, SelectField } from '../../ui/form/Fields.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { tlpOptions } from '../people/tlp.ts';
import { CeilingEffect } from './CeilingEffect.tsx';

const papOptions = PAP_LEVELS.map((value) => ({ value, label: `PAP:${value.toUpperCase()}` }));
const spelled = ({ tlp, pap = 'clear', handling = [] }: Ceiling) => JSON.stringify([tlp, pap, [...handling].sort()]);

/** Another ceiling of one channel: what it would let through is shown before it is written into the terms. */
export function CeilingDialog({ view, close }: { readonly view: AccordView; readonly close: () => void }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const client = useQueryClient();
  const held = ceilingsOf(view);
  const terms = accordTerms(view).channels;
  const [name, setName] = useState(held[0]?.name ?? '');
  const now = held.find((one) => one.name === name)?.ceiling ?? { tlp: 'clear' };
  const [chosen, setChosen] = useState<Ceiling>();
  const { tlp, pap = 'clear', handling = [] } = chosen ?? now;
  const isOther = chosen !== undefined && spelled(chosen) !== spelled(now);
  const then = held.map((one) => (one.name === name && chosen !== undefined ? { name, ceiling: chosen } : one));
  return (
    <FormDialog
      title={t`Another ceiling`}
      lead={
        <Trans>
          It is written into a new version of the terms, and holds once both sides have ratified it. Who writes terms
          that let more through does not ratify them here.
        </Trans>
      }
      act={t`Write it into the terms`}
      size="lg"
      isReady={isOther}
      names={[]}
      send={async () => {
        await proposeCeiling(view, { name, ceiling: { tlp, pap, handling } });
        await client.invalidateQueries();
      }}
      close={close}
    >
      <SelectField
        name="channel"
        label={t`Channel`}
        options={held.map((one) => ({
          value: one.name,
          label: localize(terms.find((channel) => channel.name === one.name)?.title ?? { en: one.name }),
        }))}
        value={name}
        change={(next) => {
          setName(next);
          setChosen(undefined);
        }}
      />
      <SelectField
        name="tlp"
        label={t`Highest marking`}
        options={tlpOptions}
        value={tlp}
        change={(next) => setChosen({ tlp: TLP_LEVELS.find((one) => one === next) ?? tlp, pap, handling })}
      />
      <SelectField
        name="pap"
        label={t`PAP up to`}
        options={papOptions}
        value={pap}
        change={(next) => setChosen({ tlp, pap: PAP_LEVELS.find((one) => one === next) ?? pap, handling })}
      />
      {HANDLING_CODES.map((code) => (
        <CheckField
          key={code}
          name={`handling.${code}`}
          label={t`Handling code ${code}`}
          value={handling.includes(code)}
          change={(on) =>
            setChosen({ tlp, pap, handling: on ? [...handling, code] : handling.filter((one) => one !== code) })
          }
        />
      ))}
      {isOther && <CeilingEffect accord={view.id} ceilings={then} />}
    </FormDialog>
  );
}
