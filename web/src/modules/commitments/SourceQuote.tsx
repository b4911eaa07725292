import { Trans } from '@lingui/react/macro';
import type { Commitment } from '../../data/commitment.ts';
import { Quote } from '../../ui/Quote.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { useLingui } from '@lingui/react/macro';

export function SourceQuote({ one }: { readonly one: Commitment }) {
  const { t } = useLingui();
  if (one.quote === undefined) return null;
  const { title, lang, sha256, start, end } = one.source;
  return (
    <Quote
      text={one.quote.exact}
      prefix={one.quote.prefix ?? ''}
      suffix={one.quote.suffix ?? ''}
      lang={lang}
      source={
        <>
          {title !== undefined && (
            <>
              <span dir="auto">{title}</span>
              {' · '}
            </>
          )}
          {start !== undefined && end !== undefined && (
            <>
              <Trans>
                characters {start} to {end}
              </Trans>
              {' · '}
            </>
          )}
          {sha256 !== undefined && (
            <>
              <Trans>SHA-256 of the text</Trans> <Reference value={sha256} what={t`SHA-256 of the text`} />
            </>
          )}
        </>
      }
    />
  );
}
