import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { SourceWarning } from '#contract/statements.ts';
import classes from './Desk.module.css';

const WORDS = {
  'encoding-guessed': msg`How the letters are written was guessed: look for wrong ones.`,
  'characters-replaced': msg`Letters that could not be read were replaced.`,
  'whole-page': msg`The whole page is here, also what belongs to the site and not to the statement.`,
  'deletions-left-out': msg`Deleted passages of the document were left out.`,
  'pages-without-text': msg`Some pages hold pictures and no text.`,
  'unreadable-letters': msg`Some letters of the document cannot be read.`,
  damaged: msg`The file is damaged; what could be read of it is here.`,
} as const satisfies Record<SourceWarning['code'], MessageDescriptor>;

/** What to look at before the text is trusted. */
export function Warnings({ warnings }: { readonly warnings: readonly SourceWarning[] }) {
  const { t } = useLingui();
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.warnings}>
      {warnings.map(({ code, detail }) => (
        <li key={code}>
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            {t(WORDS[code])} {detail !== undefined && <bdi>({detail})</bdi>}
          </span>
        </li>
      ))}
    </ul>
  );
}
