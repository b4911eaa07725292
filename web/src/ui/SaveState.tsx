import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { formatTime } from './dates.ts';

type Props = {
  readonly draft: { readonly keptAt: string | undefined; readonly isKeepable: boolean };
  readonly sent?: boolean;
};

/** Where what is typed is, as it is: on this device since when, in this page alone, or sent. */
export function SaveState({ draft: { keptAt, isKeepable }, sent = false }: Props) {
  const { i18n } = useLingui();
  return (
    <Text component="output" size="xs" c="dimmed">
      {sent ? (
        <Trans>Sent</Trans>
      ) : keptAt !== undefined ? (
        <Trans>Kept on this device at {formatTime(keptAt, i18n.locale)}</Trans>
      ) : isKeepable ? (
        ''
      ) : (
        <Trans>Its marking is above TLP:AMBER: what you type is kept in this page alone.</Trans>
      )}
    </Text>
  );
}
