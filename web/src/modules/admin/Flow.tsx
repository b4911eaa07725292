import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { exceedsCeiling } from '#kernel/policy/ceiling.ts';
import { TLP_LEVELS } from '#kernel/policy/markings.ts';
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
    <div className={classes.scroll}>
      <table className={classes.flow} aria-label={t`What flows where`}>
        <thead>
          <tr>
            <th scope="col">{t`Channel`}</th>
            {TLP_LEVELS.map((tlp) => (
              <th key={tlp} scope="col">
                <Marking marking={{ tlp }} />
              </th>
            ))}
            <th scope="col">{t`PAP up to`}</th>
            <th scope="col">{t`Handling codes`}</th>
          </tr>
        </thead>
        <tbody>
          {ceilings.map(({ name, ceiling }) => (
            <tr key={name}>
              <th scope="row">{localize(channels.find((one) => one.name === name)?.title ?? { en: name })}</th>
              {TLP_LEVELS.map((tlp) => {
                const passes = exceedsCeiling({ tlp, handling: [] }, ceiling) === undefined;
                return (
                  <td key={tlp} data-passes={passes}>
                    {passes ? <IconCheck size={17} aria-hidden /> : <IconMinus size={17} aria-hidden />}
                    <VisuallyHidden>{passes ? t`flows` : t`stays here`}</VisuallyHidden>
                  </td>
                );
              })}
              <td>
                <bdi dir="ltr">PAP:{(ceiling.pap ?? 'clear').toUpperCase()}</bdi>
              </td>
              <td>
                <bdi dir="ltr">{ceiling.handling?.join(', ') || '–'}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
