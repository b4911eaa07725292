import { Trans, useLingui } from '@lingui/react/macro';
import type { RecordVersion } from '#contract/record-page.ts';
import { markingOf } from '../../data/marking.ts';
import { field } from '../../data/fields.ts';
import { useVersions } from '../../data/record-page.ts';
import { comparable } from '../../data/accord-draft.ts';
import { differences, type Difference } from '../../data/versions.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Changes } from '../../ui/Diff.tsx';
import { languageName } from '../../ui/language-name.ts';
import { Marking } from '../../ui/Marking.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { More } from '../../ui/More.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './RecordPage.module.css';

/** Each version that the reader sees, with what it changed of the one before it. */
export function Versions({ id }: { readonly id: string }) {
  const versions = useVersions(id);
  return (
    <Awaited answer={{ data: versions.rows, error: versions.error, refetch: versions.retry }}>
      {(all) => (
        <>
          <ol className={classes.list} reversed>
            {all.map((version, place) => (
              <Version key={version.c} version={version} before={all[place + 1]} isNewest={place === 0} />
            ))}
          </ol>
          <More more={versions.more} />
        </>
      )}
    </Awaited>
  );
}

type VersionProps = {
  readonly version: RecordVersion;
  readonly before: RecordVersion | undefined;
  readonly isNewest: boolean;
};

function Version({ version, before, isNewest }: VersionProps) {
  const { t } = useLingui();
  const changed =
    before === undefined || version.expunged !== null || before.expunged !== null
      ? []
      : differences(comparable(before.record), comparable(version.record));
  return (
    <li className={classes.version}>
      <div className={classes.line}>
        <strong>
          <Moment at={version.modified} />
        </strong>
        {isNewest && <span className={classes.quiet}>{t`newest version`}</span>}
        {version.expunged === null ? (
          <Marking marking={markingOf(version.record)} />
        ) : (
          <span className={classes.quiet}>{t`Content expunged`}</span>
        )}
        {version.withheld > 0 && <span className={classes.quiet}>{t`Parts of it are withheld from you.`}</span>}
      </div>
      {before === undefined ? (
        <p className={classes.quiet}>
          <Trans>The first version that you see.</Trans>
        </p>
      ) : changed.length === 0 ? (
        <p className={classes.quiet}>
          <Trans>No property that you see was changed.</Trans>
        </p>
      ) : (
        <ChangedProperties changed={changed} />
      )}
    </li>
  );
}

export function ChangedProperties({ changed }: { readonly changed: readonly Difference[] }) {
  const words = useRecordWords();
  const say = useSaid();
  return (
    <Changes
      changes={changed.map(({ property, before, after }) => ({
        field: words.property(property),
        before: say(property, before),
        after: say(property, after),
      }))}
    />
  );
}

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;

/** A value as one text, so that it can be compared word by word. */
export function useSaid(): (property: string, value: unknown) => string | undefined {
  const { t, i18n } = useLingui();
  const say = (property: string, value: unknown): string | undefined => {
    if (value === undefined) return undefined;
    if (property === 'object_marking_refs') {
      const { tlp } = markingOf({ object_marking_refs: value });
      return tlp === undefined ? JSON.stringify(value) : `TLP:${tlp.toUpperCase()}`;
    }
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return i18n.number(value);
    if (typeof value === 'boolean') return value ? t`yes` : t`no`;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
    const texts = Object.entries(field({ value }, 'value'));
    if (texts.length > 0 && texts.every(([tag, words]) => LANGUAGE_TAG.test(tag) && typeof words === 'string'))
      return texts.map(([tag, words]) => `${languageName(tag, i18n.locale)}: ${String(words)}`).join('\n');
    return JSON.stringify(value, null, 1);
  };
  return say;
}
