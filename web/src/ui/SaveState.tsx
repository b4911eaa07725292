import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { LONGEST_DRAFT } from '#contract/longest-draft.ts';
import { formatTime } from './dates.ts';

type Props = {
  readonly draft: {
    readonly kept:
      | { readonly where: 'node' | 'device' | 'page'; readonly at: string; readonly isTooLong?: boolean }
      | undefined;
    readonly isForDevice: boolean;
  };
  readonly sent?: boolean;
};

/** Where what is typed is, as it is: at the node, on this device, in this page alone, or sent. */
export function SaveState({ draft: { kept, isForDevice }, sent = false }: Props) {
  const { i18n } = useLingui();
  if (kept?.isTooLong === true && !sent)
    return (
      <Text component="output" size="xs" c="var(--mantine-color-error)">
        <Trans>This is longer than a draft that the node keeps ({i18n.number(LONGEST_DRAFT)} characters).</Trans>{' '}
        {kept.where === 'device' ? (
          <Trans>Nothing is lost: it is kept on this device until you send it or shorten it.</Trans>
        ) : (
          <Trans>Nothing is lost while this page is open: send it, or shorten it, before you leave.</Trans>
        )}
      </Text>
    );
  const time = kept && formatTime(kept.at, i18n.locale);
  return (
    <Text component="output" size="xs" c="dimmed">
      {sent ? (
        <Trans>Sent</Trans>
      ) : kept === undefined ? (
        !isForDevice && (
          <Trans>Its marking is above TLP:AMBER: what you type is kept at the node, and not on this device.</Trans>
        )
      ) : kept.where === 'node' ? (
        <Trans>Draft kept at the node, {time}</Trans>
      ) : kept.where === 'device' ? (
        <Trans>Draft kept on this device, {time}; it goes to the node in a moment</Trans>
      ) : (
        <Trans>Draft in this page alone; it goes to the node in a moment</Trans>
      )}
    </Text>
  );
}
