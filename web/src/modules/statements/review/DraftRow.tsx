import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import type { DeskDraft } from '#contract/statement-desk.ts';

type Props = {
  readonly draft: DeskDraft;
  readonly words: string;
  readonly lang: string;
  readonly isChosen: boolean;
  readonly choose: (isChosen: boolean) => void;
};

const LACKS: Readonly<Record<string, MessageDescriptor>> = {
  responsible: msg`who owes it`,
  due: msg`a date that can be read`,
  title: msg`a title`,
  theme: msg`a theme of the accord`,
  source: msg`a source`,
};

/** A commitment as it will be, or what keeps it from that. */
export function DraftRow({ draft, words, lang, isChosen, choose }: Props) {
  const { t } = useLingui();
  const isReady = draft.lacks.length === 0;
  const title = draft.record['title'];
  const lacks = [...new Set(draft.lacks.map((path) => path.split(/[.[]/)[0] ?? path))];
  const missing = lacks.map((name) => (LACKS[name] === undefined ? name : t(LACKS[name]))).join(', ');
  return (
    <li>
      <Checkbox
        checked={isReady && isChosen}
        disabled={!isReady}
        label={
          <span dir="auto" lang={lang}>
            {typeof title === 'string' ? title : words}
          </span>
        }
        description={isReady ? undefined : <Trans>Lacks: {missing}</Trans>}
        onChange={(event) => choose(event.currentTarget.checked)}
      />
    </li>
  );
}
