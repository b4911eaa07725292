import { useLingui } from '@lingui/react/macro';
import { msg } from '@lingui/core/macro';
import type { KeyView } from '#contract/partners.ts';
import { Chip } from '../../ui/Chip.tsx';
import type { Column } from '../../ui/table/column.ts';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Moment } from '../../ui/When.tsx';

const HOW = {
  paired: msg`at pairing`,
  rotated: msg`named by the key before it`,
  'paired-again': msg`at a new pairing`,
} as const;

/** The keys that a party has and had: what was signed stays judged by the key of its time. */
export function Keys({ keys, label }: { readonly keys: readonly KeyView[]; readonly label: string }) {
  const { t } = useLingui();
  const columns: Column<KeyView>[] = [
    {
      key: 'fingerprint',
      title: t`Fingerprint`,
      isHeading: true,
      width: 'minmax(0, 2fr)',
      cell: ({ fingerprint }) => <bdi dir="ltr">{fingerprint}</bdi>,
    },
    { key: 'how', title: t`How it came`, cell: ({ how }) => t(HOW[how]) },
    { key: 'since', title: t`Since`, cell: ({ since }) => <Moment at={since} /> },
    {
      key: 'until',
      title: t`Until`,
      cell: ({ until, distrusted }) =>
        distrusted ? (
          <Chip tone="bad">{t`Given up`}</Chip>
        ) : until === null ? (
          <Chip tone="done">{t`In use`}</Chip>
        ) : (
          <Moment at={until} />
        ),
    },
  ];
  return (
    <DataTable label={label} columns={columns} rows={keys.toReversed()} keyOf={({ fingerprint }) => fingerprint} />
  );
}
