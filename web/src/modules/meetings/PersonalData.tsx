import { Trans, useLingui } from '@lingui/react/macro';
import { IconUserOff } from '@tabler/icons-react';
import { findPersonalData } from '#kernel/policy/personal-data.ts';
import { Notice } from '../../ui/Notice.tsx';
import { PERSONAL_WORDS } from './words.ts';

/** That nothing in these words is refused by the node; what only looks like a person is left to the writer. */
export const isFree = (...words: readonly string[]): boolean =>
  words.every((text) => findPersonalData(text).every(({ severity }) => severity === 'warn'));

/** While one types: what of it is personal operational data, which is kept out of agendas and minutes. */
export function PersonalData({ words }: { readonly words: readonly string[] }) {
  const { t } = useLingui();
  const found = words.flatMap((text) =>
    findPersonalData(text).map((one) => ({ ...one, said: text.slice(one.start, one.end) })),
  );
  if (found.length === 0) return null;
  const isBlocked = found.some(({ severity }) => severity === 'block');
  return (
    <Notice
      icon={IconUserOff}
      title={isBlocked ? t`Personal data does not go into agendas and minutes` : t`This looks like a person`}
    >
      <ul>
        {found.slice(0, 10).map(({ kind, said, start }) => (
          <li key={`${kind} ${start} ${said}`}>
            {t(PERSONAL_WORDS[kind])}: <bdi>{said}</bdi>
          </li>
        ))}
      </ul>
      {isBlocked ? (
        <Trans>Take it out: it belongs into a case.</Trans>
      ) : (
        <Trans>Write offices rather than names.</Trans>
      )}
    </Notice>
  );
}
