import { useLingui } from '@lingui/react/macro';
import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './Reference.module.css';

type Props = { readonly value: string; readonly keep?: number; readonly whole?: boolean; readonly what: string };

/** An id, hash or origin: left to right in every language, short on screen, whole when copied. */
export function Reference({ value, keep = 10, whole = false, what }: Props) {
  const { t } = useLingui();
  return (
    <span className={classes.reference}>
      <bdi dir="ltr" title={value} className={whole ? classes.whole : classes.short}>
        {whole ? value : shorten(value, keep)}
      </bdi>
      <CopyButton value={value} timeout={1600}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t`Copied` : t`Copy`}>
            <UnstyledButton className={classes.copy} onClick={copy} aria-label={t`Copy: ${what}`}>
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </UnstyledButton>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}

/** Of `commitment--0f6a…` the type says nothing that the page does not: the head of the unique part is shown. */
export function shorten(value: string, keep = 10): string {
  const unique = value.includes('--') ? value.slice(value.indexOf('--') + 2) : value;
  return unique.length <= keep + 2 ? unique : `${unique.slice(0, keep)}…`;
}
