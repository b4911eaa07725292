import { Trans, useLingui } from '@lingui/react/macro';
import { Anchor, Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { DOCUMENT_FORMATS } from '#contract/documents.ts';
import { LANGUAGES, type Language } from '../../app/languages.ts';
import { useSession } from '../../app/session.ts';
import classes from './Documents.module.css';
import { ReleaseDialog, type Release } from './ReleaseDialog.tsx';

export type Made = { readonly language: Language; readonly format: (typeof DOCUMENT_FORMATS)[number] };
export type DocumentKind = {
  readonly kind: string;
  readonly title: string;
  readonly address: (made: Made) => string;
  /** For the partner or the public: what it then holds is decided by the policy of release. */
  readonly release?: (wish: Release) => Promise<Response>;
};

/** What the node sets for its reader: each in any of the languages, whatever the page is in; and for others, where that is allowed. */
export function DocumentLinks({ kinds }: { readonly kinds: readonly DocumentKind[] }) {
  const { t, i18n } = useLingui();
  const { permissions } = useSession();
  const [language, setLanguage] = useState<Language>(languageOf(i18n.locale));
  const [releasing, setReleasing] = useState<string>();
  const released = kinds.find(({ kind }) => kind === releasing);
  return (
    <>
      <NativeSelect
        label={t`Language of the documents`}
        value={language}
        onChange={({ currentTarget: { value } }) => setLanguage(languageOf(value))}
        data={LANGUAGES.map((one) => ({ value: one, label: nameOf(one) }))}
      />
      <ul className={classes.list}>
        {kinds.map(({ kind, title, address, release }) => (
          <li key={kind} className={classes.item}>
            <span className={classes.title}>{title}</span>
            {(['pdf', 'docx'] as const).map((format) => (
              <Anchor
                key={format}
                download
                aria-label={`${title}, ${format.toUpperCase()}`}
                href={address({ language, format })}
              >
                <bdi>{format.toUpperCase()}</bdi>
              </Anchor>
            ))}
            {release !== undefined && permissions.includes('exports.create') && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${title}: ${t`For others`}`}
                onClick={() => setReleasing(kind)}
              >
                <Trans>For others</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {released?.release !== undefined && (
        <ReleaseDialog
          title={released.title}
          kind={released.kind}
          language={language}
          release={released.release}
          close={() => setReleasing(undefined)}
        />
      )}
    </>
  );
}

const languageOf = (text: string): Language => LANGUAGES.find((one) => one === text) ?? 'en';

const nameOf = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
