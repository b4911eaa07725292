import { useLingui } from '@lingui/react/macro';
import type { Counted } from '#contract/register.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { MARK_WORDS } from '../words.ts';
import classes from './List.module.css';

const SHOWN = ['late', 'disputed', 'silent', 'stalled', 'reannounced'] as const;

type Props = {
  readonly figures: Counted | undefined;
  readonly mark: string | undefined;
  readonly change: (mark: string) => void;
};

/** What surfaces by itself, with how many; a second press shows all again. */
export function Looks({ figures, mark, change }: Props) {
  const { t } = useLingui();
  const found = SHOWN.filter((look) => look === mark || (figures?.[look] ?? 0) > 0);
  if (found.length === 0) return null;
  return (
    <fieldset className={classes.looks} aria-label={t`What surfaces by itself`}>
      {found.map((look) => (
        <button
          key={look}
          type="button"
          className={classes.look}
          data-look={look}
          aria-pressed={look === mark}
          onClick={() => change(look === mark ? '' : look)}
        >
          <Chip tone={MARK_WORDS[look].tone} count={figures?.[look] ?? 0}>
            {t(MARK_WORDS[look].label)}
          </Chip>
        </button>
      ))}
    </fieldset>
  );
}
