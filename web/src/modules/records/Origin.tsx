import { useLingui } from '@lingui/react/macro';
import type { RecordView } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import { text } from '../../data/fields.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Party } from '../../ui/Party.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Moment } from '../../ui/When.tsx';

/** Who wrote it, through whom it came, and where it stands in the log. */
export function Origin({ id, view }: { readonly id: string; readonly view: RecordView }) {
  const { t, i18n } = useLingui();
  const { name, isSelf } = useSides();
  const { record, publisher, feed, c } = view;
  const author = text(record, 'created_by_ref');
  const created = text(record, 'created');
  const modified = text(record, 'modified');
  return (
    <Facts
      facts={[
        ...(author === undefined
          ? []
          : [{ label: t`Author`, value: <Party name={name(author)} self={isSelf(author)} /> }]),
        {
          label: author === publisher ? t`Published by` : t`Relayed by`,
          value: <Party name={name(publisher)} self={isSelf(publisher)} />,
        },
        ...(created === undefined ? [] : [{ label: t`Created`, value: <Moment at={created} /> }]),
        ...(modified === undefined ? [] : [{ label: t`This version`, value: <Moment at={modified} /> }]),
        { label: t`Record`, value: <Reference value={id} keep={11} what={t`Record`} />, wide: true },
        {
          label: t`Hash of this version (c)`,
          value: <Reference value={c} keep={11} what={t`Hash of this version (c)`} />,
          wide: true,
        },
        ...(feed === null
          ? []
          : [
              { label: t`Place in the feed`, value: i18n.number(feed.index) },
              { label: t`Feed`, value: <Reference value={feed.origin} whole what={t`Feed`} />, wide: true },
            ]),
        ...(view.withheld === 0 ? [] : [{ label: t`Parts withheld from you`, value: i18n.number(view.withheld) }]),
      ]}
    />
  );
}
