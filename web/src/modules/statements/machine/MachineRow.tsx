import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { KINDS, STATED } from '../../../ui/vocabulary.ts';
import type { MachineProposal } from '../model/machine.ts';
import { SORTS } from '../sorts.ts';
import classes from './Machine.module.css';

type Props = {
  readonly proposal: MachineProposal;
  readonly words: string;
  readonly lang: string;
  readonly take: () => void;
  readonly leave: () => void;
};

export function MachineRow({ proposal, words, lang, take, leave }: Props) {
  const { t } = useLingui();
  const { type, values, which } = proposal;
  return (
    <li>
      <p className={classes.what}>
        <IconSparkles size={15} aria-hidden />
        <strong>{'kind' in values ? t(KINDS[values.kind]) : t(SORTS[type].one)}</strong>
        {'status' in values && <span>{t(STATED[values.status])}</span>}
        <span>
          {which === 'only-model' ? <Trans>not found by the rules</Trans> : <Trans>the rules say otherwise</Trans>}
        </span>
      </p>
      <blockquote dir="auto" lang={lang}>
        {words}
      </blockquote>
      <div className={classes.acts}>
        <Button size="compact-sm" variant="light" onClick={take}>
          <Trans>Lay it beside the others</Trans>
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={leave}>
          <Trans>Leave it</Trans>
        </Button>
      </div>
    </li>
  );
}
