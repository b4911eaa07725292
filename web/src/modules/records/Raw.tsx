import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CopyButton } from '@mantine/core';
import { useState } from 'react';
import classes from './RecordPage.module.css';

/** The STIX object as this reader is given it. */
export function Raw({ record }: { readonly record: Readonly<Record<string, unknown>> }) {
  const { t } = useLingui();
  const [isShown, setShown] = useState(false);
  const text = JSON.stringify(record, null, 2);
  return (
    <>
      <div className={classes.buttons}>
        <Button variant="default" size="xs" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? <Trans>Hide the JSON</Trans> : <Trans>Show the JSON</Trans>}
        </Button>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {copied ? t`Copied` : t`Copy`}
            </Button>
          )}
        </CopyButton>
      </div>
      {isShown && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard (WCAG 2.1.1)
        <section className={classes.raw} dir="ltr" tabIndex={0} aria-label="JSON">
          <pre>{text}</pre>
        </section>
      )}
    </>
  );
}
