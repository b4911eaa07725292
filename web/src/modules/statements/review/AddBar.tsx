import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton } from '@mantine/core';
import type { ItemType } from '#contract/statement-desk.ts';
import type { Span } from '../model/span.ts';
import { SORT_ORDER, SORTS } from '../sorts.ts';
import classes from './AddBar.module.css';

type Props = {
  readonly text: string;
  readonly lang: string;
  readonly pending: Span;
  readonly add: (type: ItemType) => void;
  readonly cancel: () => void;
};

/** What the selected words are. Works in every language, also where the reader found nothing. */
export function AddBar({ text, lang, pending, add, cancel }: Props) {
  const { t } = useLingui();
  return (
    <fieldset className={classes.bar} aria-label={t`Mark the selected words`} id="mark-as">
      <p className={classes.words}>
        <Trans>Mark as:</Trans>{' '}
        <q lang={lang} dir="auto" aria-live="polite">
          {text.slice(pending.start, pending.end)}
        </q>
      </p>
      <div className={classes.kinds}>
        {SORT_ORDER.map((type) => {
          const Picture = SORTS[type].icon;
          return (
            <Button
              key={type}
              size="xs"
              variant={type === 'commitments' ? 'filled' : 'default'}
              leftSection={<Picture size={15} aria-hidden />}
              onClick={() => add(type)}
            >
              {t(SORTS[type].one)}
            </Button>
          );
        })}
        <CloseButton aria-label={t`Cancel`} onClick={cancel} />
      </div>
    </fieldset>
  );
}
