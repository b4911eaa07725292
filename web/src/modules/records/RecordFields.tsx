import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { useSession, useSides } from '../../app/session.ts';
import { markingOf } from '../../data/marking.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Marking } from '../../ui/Marking.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { KINDS, STATED } from '../../ui/vocabulary.ts';
import { Moment, StatedDate, useCadence } from '../../ui/When.tsx';
import { useChannelTitle } from '../feeds/channel-title.ts';
import { shownProperties } from './property-order.ts';
import classes from './RecordPage.module.css';
import { RecordLink } from './RecordLink.tsx';

type Fields = Readonly<Record<string, unknown>>;

/** All that a record says, whatever its type: in an order for people, each text in its own language and direction. */
export function RecordFields({ record }: { readonly record: Fields }) {
  const words = useRecordWords();
  const { lang } = record;
  return (
    <dl className={classes.fields}>
      {shownProperties(record).map((property) => (
        <div key={property}>
          <dt>{words.property(property)}</dt>
          <dd>
            {property === 'channel' ? (
              <Channel record={record} />
            ) : (
              <Value property={property} value={record[property]} lang={typeof lang === 'string' ? lang : undefined} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** By the title that its accord gives it. */
function Channel({ record: { accord_ref: accord, channel } }: { readonly record: Fields }) {
  return useChannelTitle(String(accord))(String(channel));
}

type ValueProps = { readonly property: string; readonly value: unknown; readonly lang?: string | undefined };

const ID = /^[a-z][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f-]{27}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** Read by machines, from left to right. */
const CODE: ReadonlySet<string> = new Set(['pattern', 'sha256', 'root', 'salt', 'c', 'hashes', 'media_type', 'url']);

/** One value, as its sort is read. */
export function Value({ property, value, lang }: ValueProps) {
  const { t, i18n } = useLingui();
  const { name } = useSides();
  const { accords } = useSession();
  const localize = useLocalized();
  const cadence = useCadence();
  if (typeof value === 'boolean') return value ? t`Yes` : t`No`;
  if (typeof value === 'number') return <bdi>{i18n.number(value)}</bdi>;
  if (typeof value === 'string') {
    if (value.startsWith('marking-definition--')) return <MarkingName id={value} />;
    if (value.startsWith('identity--') && name(value) !== value) return <bdi>{name(value)}</bdi>;
    if (ID.test(value)) {
      const accord = accords.find(({ id }) => id === value);
      return (
        <RecordLink id={value}>
          {accord === undefined ? <bdi dir="ltr">{value}</bdi> : <bdi>{localize(accord.name)}</bdi>}
        </RecordLink>
      );
    }
    if (MOMENT.test(value)) return <Moment at={value} />;
    if (property === 'due') return <StatedDate date={value} />;
    if (property === 'recurrence') return cadence(value);
    const term = termOf(property, value);
    if (term !== undefined) return t(term);
    if (CODE.has(property)) return <bdi dir="ltr">{value}</bdi>;
    return (
      <p className={classes.text} dir="auto" lang={lang}>
        {value}
      </p>
    );
  }
  if (Array.isArray(value))
    return (
      <ul className={classes.list}>
        {value.map((one: unknown) => (
          <li key={JSON.stringify(one)}>
            <Value property={property} value={one} lang={lang} />
          </li>
        ))}
      </ul>
    );
  if (typeof value === 'object' && value !== null) return <Inner value={value} lang={lang} />;
  return '–';
}

function Inner({ value, lang }: { readonly value: object; readonly lang: string | undefined }) {
  const words = useRecordWords();
  const own = 'lang' in value && typeof value.lang === 'string' ? value.lang : lang;
  return (
    <dl className={`${classes.fields} ${classes.inner}`}>
      {Object.entries(value).map(([key, member]) => (
        <div key={key}>
          <dt>{words.property(key)}</dt>
          <dd>
            <Value property={key} value={member} lang={own} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function MarkingName({ id }: { readonly id: string }) {
  const marking = markingOf({ object_marking_refs: [id] });
  return marking.tlp === undefined ? <bdi dir="ltr">{id}</bdi> : <Marking marking={marking} />;
}

function termOf(property: string, value: string): MessageDescriptor | undefined {
  const terms: Readonly<Record<string, MessageDescriptor>> =
    property === 'kind' ? KINDS : property === 'status' ? STATED : {};
  return Object.hasOwn(terms, value) ? terms[value] : undefined;
}
