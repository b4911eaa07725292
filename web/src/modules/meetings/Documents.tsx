import { useLingui } from '@lingui/react/macro';
import { Anchor, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import { LANGUAGES, type Language } from '../../app/languages.ts';
import { addressOf } from '../../data/client.ts';
import { Section } from '../../ui/Section.tsx';
import classes from './Meetings.module.css';

/** What the node makes of the meeting, of what its reader sees: each in any of the languages, whatever the page is in. */
export function Documents({ view }: { readonly view: MeetingView }) {
  const { t, i18n } = useLingui();
  const [language, setLanguage] = useState<Language>(languageOf(i18n.locale));
  const kinds = [
    { kind: 'agenda', title: t`Agenda` },
    { kind: 'meeting-pack', title: t`Meeting pack` },
    { kind: 'minutes', title: t`Minutes` },
    { kind: 'action-matrix', title: t`Action matrix` },
  ] as const;
  return (
    <Section title={t`Documents`}>
      <NativeSelect
        label={t`Language of the documents`}
        value={language}
        onChange={({ currentTarget: { value } }) => setLanguage(languageOf(value))}
        data={LANGUAGES.map((one) => ({ value: one, label: nameOf(one) }))}
      />
      <ul className={classes.list}>
        {kinds.map(({ kind, title }) => (
          <li key={kind} className={classes.item}>
            {title}{' '}
            {(['pdf', 'docx'] as const).map((format) => (
              <Anchor
                key={format}
                mx={6}
                download
                aria-label={`${title}, ${format.toUpperCase()}`}
                href={addressOf('readMeetingDocument', { params: { id: view.id }, query: { kind, language, format } })}
              >
                <bdi>{format.toUpperCase()}</bdi>
              </Anchor>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const languageOf = (text: string): Language => LANGUAGES.find((one) => one === text) ?? 'en';

const nameOf = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
