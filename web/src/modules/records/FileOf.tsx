import { addressOf } from '../../data/client.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { FileView } from '#contract/records.ts';
import classes from './RecordPage.module.css';

type Props = { readonly id: string; readonly name: string; readonly file: FileView };

/** The bytes that the record commits to: as far as they are here. */
export function FileOf({ id, name, file }: Props) {
  const { t, i18n } = useLingui();
  if (file.state !== 'whole')
    return (
      <>
        <Progress value={(100 * file.have) / Math.max(1, file.of)} aria-label={t`How much of the file is here`} />
        <p className={classes.quiet}>
          <Trans>
            It is being fetched from the partner: {i18n.number(file.have)} of {i18n.number(file.of)} pieces.
          </Trans>
          {file.fault !== null && (
            <>
              {' '}
              <bdi>{file.fault}</bdi>
            </>
          )}
        </p>
      </>
    );
  return (
    <Button
      component="a"
      href={addressOf('downloadFile', { params: { id } })}
      download={name}
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      <Trans>Download</Trans> · <bdi>{i18n.number(file.size)} B</bdi>
    </Button>
  );
}
