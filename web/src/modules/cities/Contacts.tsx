import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Localized } from '#contract/session.ts';
import { useSides } from '../../app/session.ts';
import { cityRecordsQuery, type CityTerms } from '../../data/cities.ts';
import { addressOf } from '../../data/client.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { localizedField, text, texts } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { isSaid, saidIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { WritingDialog } from '../meetings/WritingDialog.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import classes from './Cities.module.css';
import { tagsOf } from './tags.ts';

type Props = { readonly accord: string; readonly terms: CityTerms | undefined; readonly mayWrite: boolean };

/** Offices of the cities that the others turn to; never a person's name. */
export function Contacts({ accord, terms, mayWrite }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name, isSelf } = useSides();
  const [isWriting, setWriting] = useState(false);
  const contacts = useQuery(cityRecordsQuery(accord, 'twin-contact'));
  return (
    <Section
      title={t`Contacts`}
      aside={
        <Group gap="xs">
          {contacts.data !== undefined && contacts.data.length > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              component="a"
              href={addressOf('exportContacts', { params: { id: accord } })}
              download
            >
              {t`vCard`}
            </Button>
          )}
          {mayWrite && (
            <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
              <Trans>Name an office</Trans>
            </Button>
          )}
        </Group>
      }
    >
      <Awaited answer={contacts}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon={IconAddressBook} title={t`No office has been named yet.`} />
          ) : (
            <ul className={entries.list}>
              {found.map(({ record, publisher }) => {
                const id = String(record['id']);
                const [phone, email] = [text(record, 'phone'), text(record, 'email')];
                const languages = texts(record, 'languages');
                return (
                  <li key={id} className={entries.item}>
                    <RecordLink id={id} className={entries.strong}>
                      <bdi>{localize(localizedField(record, 'office'))}</bdi>
                    </RecordLink>
                    <Party
                      name={`${localize(localizedField(record, 'member'))} · ${name(publisher)}`}
                      self={isSelf(publisher)}
                    />
                    {phone !== undefined && (
                      <a href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>
                        <bdi dir="ltr">{phone}</bdi>
                      </a>
                    )}
                    {email !== undefined && (
                      <a href={`mailto:${email}`} className={classes.mailbox}>
                        <bdi dir="ltr">{email}</bdi>
                      </a>
                    )}
                    {languages.length > 0 && (
                      <span className={entries.quiet}>
                        {t`Languages`}: <bdi dir="ltr">{languages.join(', ')}</bdi>
                      </span>
                    )}
                  </li>
                );
              })}
            </ul>
          )
        }
      </Awaited>
      {isWriting && <NewContact accord={accord} terms={terms} close={() => setWriting(false)} />}
    </Section>
  );
}

const EMPTY = { member: 0, office: UNSAID, duties: UNSAID, phone: '', email: '', languages: '' };

type NewProps = { readonly accord: string; readonly terms: CityTerms | undefined; readonly close: () => void };

function NewContact({ accord, terms, close }: NewProps) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { self } = useSides();
  const draft = useKeptDraft(`contact of ${accord}`, { initial: EMPTY, tlp: 'green' });
  const { value, set } = draft;
  const put = (name: keyof typeof EMPTY) => (typed: string | Localized) => set({ ...value, [name]: typed });
  const write = useWrite();
  const own = terms?.members.filter(({ party }) => party === self) ?? [];
  const words = [...Object.values(value.office), ...Object.values(value.duties)];
  const languages = tagsOf(value.languages);
  const send = () =>
    write.mutateAsync({
      type: 'twin-contact',
      accord_ref: accord,
      member: own[value.member]?.name ?? {},
      office: saidIn(value.office),
      ...(isSaid(value.duties) ? { duties: saidIn(value.duties) } : {}),
      ...(value.phone.trim() === '' ? {} : { phone: value.phone.trim() }),
      ...(value.email.trim() === '' ? {} : { email: value.email.trim() }),
      ...(languages.length === 0 ? {} : { languages }),
    });
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Name an office`}
      lead={t`The number and the mailbox of an office, not of a person.`}
      act={t({ message: 'Record', context: 'to write down' })}
      isReady={own.length > 0 && isSaid(value.office)}
      names={['member', 'office', 'duties', 'phone', 'email', 'languages']}
      send={send}
      close={close}
    >
      <SelectField
        name="member"
        label={t`City`}
        value={String(value.member)}
        change={(chosen) => set({ ...value, member: Number(chosen) })}
        options={own.map(({ name }, n) => ({ value: String(n), label: localize(name) }))}
      />
      <LocalizedField name="office" label={t`Office`} isNeeded value={value.office} change={put('office')} />
      <LocalizedField name="duties" label={t`What it does (optional)`} value={value.duties} change={put('duties')} />
      <TextField
        name="phone"
        type="tel"
        label={t`Telephone (optional)`}
        isCode
        value={value.phone}
        change={put('phone')}
      />
      <TextField
        name="email"
        type="email"
        label={t`Mailbox (optional)`}
        isCode
        value={value.email}
        change={put('email')}
      />
      <TextField
        name="languages"
        label={t`Languages, by their tags (optional)`}
        isCode
        value={value.languages}
        change={put('languages')}
      />
    </WritingDialog>
  );
}
