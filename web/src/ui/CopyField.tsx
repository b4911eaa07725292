import { useLingui } from '@lingui/react/macro';
import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useId } from 'react';
import classes from './CopyField.module.css';

type Props = { readonly label: string; readonly value: string; readonly hint?: string; readonly isLong?: boolean };

/** Something to take elsewhere, whole: an address, a token that is shown once, a card. */
export function CopyField({ label, value, hint, isLong = false }: Props) {
  const { t } = useLingui();
  const id = useId();
  const shared = { id, value, readOnly: true, dir: 'ltr', spellCheck: false, className: classes.value } as const;
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      <div className={classes.row} data-long={isLong || undefined}>
        {isLong ? (
          <textarea {...shared} rows={5} onFocus={(event) => event.currentTarget.select()} />
        ) : (
          <input {...shared} onFocus={(event) => event.currentTarget.select()} />
        )}
        <CopyButton value={value} timeout={2000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              aria-label={t`Copy: ${label}`}
              onClick={copy}
            >
              <span aria-live="polite">{copied ? t`Copied` : t`Copy`}</span>
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
