import { useLingui } from '@lingui/react/macro';
import { exceedsCeiling } from '#kernel/policy/ceiling.ts';
import { TLP_LEVELS, type Tlp } from '#kernel/policy/markings.ts';
import type { Channel } from '../../data/accord-terms.ts';
import type { Ceilings } from '../../data/ceilings.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Marking } from '../../ui/Marking.tsx';
import classes from './Admin.module.css';

type Props = { readonly channels: readonly Channel[]; readonly ceilings: Ceilings };

/** What flows where: each marking against each channel, by the measure of the door out. */
export function Flow({ channels, ceilings }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  return (
    <ul className={classes.flows}>
      {ceilings.map(({ name, ceiling }) => {
        const flows = TLP_LEVELS.filter((tlp) => exceedsCeiling({ tlp, handling: [] }, ceiling) === undefined);
        return (
          <li key={name}>
            <strong>{localize(channels.find((one) => one.name === name)?.title ?? { en: name })}</strong>
            <Levels label={t`flows`} levels={flows} />
            <Levels label={t`stays here`} levels={TLP_LEVELS.filter((tlp) => !flows.includes(tlp))} />
            <span className={classes.about}>
              {t`PAP up to`} <bdi dir="ltr">PAP:{(ceiling.pap ?? 'clear').toUpperCase()}</bdi> · {t`Handling codes`}{' '}
              <bdi dir="ltr">{ceiling.handling?.join(', ') || '–'}</bdi>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Levels({ label, levels }: { readonly label: string; readonly levels: readonly Tlp[] }) {
  return (
    <span className={classes.levels}>
      <span>{label}</span>
      {levels.length === 0 ? '–' : levels.map((tlp) => <Marking key={tlp} marking={{ tlp }} />)}
    </span>
  );
}
