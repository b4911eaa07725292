import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu, Textarea, TextInput, VisuallyHidden } from '@mantine/core';
import { IconLanguage, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Localized } from '#contract/session.ts';
import { LANGUAGES } from '../../app/catalogues.ts';
import { directionOf, languageName } from '../language-name.ts';
import { useRefusal, type Common } from './Fields.tsx';
import { LanguageField } from './LanguageField.tsx';
import classes from './LocalizedField.module.css';
import { isSaid, missingFrom, ownTag, unevenIn } from './localized-text.ts';
import { useFieldProblem, useWholeProblem } from './problems.ts';

type Props = Common<Localized> & {
  readonly most?: number;
  /** So many rows at first; a text of one line has none. */
  readonly rows?: number;
  /** One thing a line, the same things in the same order in each language. */
  readonly isLines?: boolean;
  /** Languages that the parties work in: those without words are said, no more. */
  readonly wanted?: readonly string[];
};

/** A text in the reader's language, and in as many others as are wanted; any one of them is enough. */
export function LocalizedField(props: Props) {
  const { label, value, change, isOff = false, wanted = [], isLines = false } = props;
  const { t, i18n } = useLingui();
  const own = ownTag(value, i18n.locale);
  const tags = [own, ...Object.keys(value).filter((tag) => tag !== own)];
  const [added, setAdded] = useState<string>();
  const [isChoosing, setChoosing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const uneven = isLines ? unevenIn(value, own) : [];
  const missing = isSaid(value) ? missingFrom(value, wanted) : [];
  const names = new Intl.ListFormat(i18n.locale).format(missing.map((tag) => languageName(tag, i18n.locale)));
  const near = LANGUAGES.filter((tag) => missingFrom(Object.fromEntries(tags.map((one) => [one, '-'])), [tag]).length);
  const add = (tag: string) => {
    setChoosing(false);
    setAdded(tag);
    change({ ...value, [own]: value[own] ?? '', [tag]: value[tag] ?? '' });
  };
  const takeOut = (tag: string) => {
    const { [tag]: _, ...others } = value;
    change(others);
    opener.current?.focus();
  };
  return (
    <div className={classes.field}>
      {tags.map((tag) => (
        <InLanguage
          key={tag}
          {...props}
          tag={tag}
          isFirst={tag === own}
          isAlone={tags.length === 1}
          isFocused={tag === added}
          isUneven={uneven.includes(tag)}
          {...(tag === own ? {} : { takeOut: () => takeOut(tag) })}
        />
      ))}
      {isChoosing && <Choosing label={label} without={tags} add={add} />}
      <div className={classes.foot}>
        <Menu position="bottom-start" returnFocus={false}>
          <Menu.Target>
            <Button
              ref={opener}
              variant="subtle"
              color="gray"
              size="compact-xs"
              disabled={isOff || tags.length >= MOST}
              leftSection={<IconLanguage size={14} aria-hidden />}
            >
              <Trans>
                Add a language<VisuallyHidden>: {label}</VisuallyHidden>
              </Trans>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {near.map((tag) => (
              <Menu.Item key={tag} lang={tag} onClick={() => add(tag)}>
                {languageName(tag, tag)}
              </Menu.Item>
            ))}
            <Menu.Item onClick={() => setChoosing(true)}>
              <Trans>Another language</Trans>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {missing.length > 0 && <span className={classes.quiet}>{t`Not yet in: ${names}`}</span>}
      </div>
    </div>
  );
}

/** As many as a record takes. */
const MOST = 20;

type ChoosingProps = {
  readonly label: string;
  readonly without: readonly string[];
  readonly add: (tag: string) => void;
};

/** By a button of its own: whoever goes through the list by keys adds none on the way. */
function Choosing({ label, without, add }: ChoosingProps) {
  const { t } = useLingui();
  const [tag, setTag] = useState('');
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => row.current?.querySelector('select')?.focus(), []);
  return (
    <div ref={row} className={classes.row}>
      <div className={classes.text}>
        <LanguageField name="" label={t`Language: ${label}`} without={without} value={tag} change={setTag} />
      </div>
      <Button variant="default" disabled={tag === ''} onClick={() => add(tag)}>
        <Trans>Add</Trans>
      </Button>
    </div>
  );
}

type InProps = Props & {
  readonly tag: string;
  readonly isFirst: boolean;
  readonly isAlone: boolean;
  readonly isFocused: boolean;
  readonly isUneven: boolean;
  readonly takeOut?: () => void;
};

function InLanguage({ name, label, hint, value, change, isNeeded = false, isOff = false, problem, ...more }: InProps) {
  const { tag, isFirst, isAlone, isFocused, isUneven, takeOut, most, rows } = more;
  const { t, i18n } = useLingui();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isFocused) field.current?.focus();
  }, [isFocused]);
  const own = isUneven ? t`It has not as many lines as the first.` : isFirst ? problem : undefined;
  // What is refused as a whole, without a language, is said at the first.
  const [refusal, whole] = [useFieldProblem(`${name}.${tag}`), useWholeProblem(name)];
  const refused = useRefusal(refusal ?? (isFirst ? whole : undefined));
  const language = languageName(tag, i18n.locale);
  const common = {
    ref: field,
    name: `${name}.${tag}`,
    label: isFirst && isAlone ? label : `${label} · ${language}`,
    error: own ?? refused,
    lang: tag,
    dir: directionOf(tag),
    disabled: isOff,
    withAsterisk: isNeeded && isFirst,
    // Any language is enough.
    required: isNeeded && isFirst && !isSaid(value),
    value: value[tag] ?? '',
    maxLength: most ?? (rows === undefined ? 500 : 4000),
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      change({ ...value, [tag]: currentTarget.value }),
    autoComplete: 'off',
    className: classes.text,
    ...(isFirst && hint !== undefined ? { description: hint } : {}),
  };
  return (
    <div className={classes.row}>
      {rows === undefined ? <TextInput {...common} /> : <Textarea {...common} autosize minRows={rows} maxRows={14} />}
      {takeOut && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t`Take out: ${label} · ${language}`}
          disabled={isOff}
          onClick={takeOut}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
