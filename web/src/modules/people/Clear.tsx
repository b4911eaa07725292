import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { PersonView, RightsChange } from '#contract/rights.ts';
import { CheckField, SelectField } from '../../ui/form/Fields.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { tlpOptions } from './tlp.ts';

type Clearance = Extract<RightsChange, { kind: 'clearance.set' }>;
const CODES = ['H0', 'H1', 'H2', 'H3'] as const;

export function Clear({ person, close }: { readonly person: PersonView; readonly close: () => void }) {
  const { t } = useLingui();
  const [tlp, setTlp] = useState(person.clearance.tlp);
  const [handling, setHandling] = useState<readonly string[]>(person.clearance.handling);
  const isChanged =
    tlp !== person.clearance.tlp || [...handling].sort().join() !== [...person.clearance.handling].sort().join();
  const change: Clearance = {
    kind: 'clearance.set',
    person: person.id,
    tlp: tlp as Clearance['tlp'],
    handling: CODES.filter((code) => handling.includes(code)),
  };
  return (
    <ChangeDialog
      title={t`Change the clearance`}
      act={t`Change it`}
      change={isChanged ? change : undefined}
      close={close}
    >
      <SelectField name="change.tlp" label={t`Highest marking`} options={tlpOptions} value={tlp} change={setTlp} />
      {CODES.map((code) => (
        <CheckField
          key={code}
          name={`change.handling.${code}`}
          label={t`Handling code ${code}`}
          value={handling.includes(code)}
          change={(on) => setHandling(on ? [...handling, code] : handling.filter((one) => one !== code))}
        />
      ))}
    </ChangeDialog>
  );
}
