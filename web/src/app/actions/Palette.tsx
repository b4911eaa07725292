import { useLingui } from '@lingui/react/macro';
import { Kbd, Modal } from '@mantine/core';
import { IconArrowRight, IconSearch, type Icon } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useReturnFocus } from '../../ui/return-focus.ts';
import { useFoundRecords } from '../../modules/search/found-records.ts';
import { find } from './find.ts';
import classes from './Palette.module.css';

export type Choice = {
  readonly id: string;
  readonly section: string;
  readonly title: string;
  readonly also?: string | undefined;
  readonly keys?: string | undefined;
  readonly icon?: Icon | undefined;
  readonly run: () => void;
};

type Props = {
  readonly choices: readonly Choice[];
  readonly close: () => void;
};

const MOST = 40;

/** One field from which every page, action and record is reached: arrows choose, Enter does it. */
export function Palette({ choices, close }: Props) {
  const { t } = useLingui();
  useReturnFocus();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const records = useFoundRecords(typed);
  const found = [...find(choices, typed).slice(0, MOST), ...records.choices];
  const sections = [...new Set(found.map(({ section }) => section))];
  const ordered = sections.flatMap((section) => found.filter((choice) => choice.section === section));
  const now = ordered[Math.min(at, ordered.length - 1)];

  const take = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    close();
    choice.run();
  };
  const move = (to: number) => {
    const next = (to + ordered.length) % Math.max(1, ordered.length);
    setAt(next);
    document.getElementById(`${list}-${ordered[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1 };
    const to = moves[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter') take(now);
    else return;
    event.preventDefault();
  };

  return (
    <Modal.Root opened onClose={close} size={640} yOffset="10vh" centered={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={t`Search, or go to a page`}>
        <div className={classes.field}>
          <IconSearch size={18} aria-hidden />
          <input
            data-autofocus
            className={classes.input}
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={now === undefined ? undefined : `${list}-${now.id}`}
            aria-autocomplete="list"
            aria-label={t`Search, or go to a page`}
            placeholder={t`Search, or go to a page`}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
          />
        </div>
        {/* The field keeps the focus and names the choice that is looked at (ARIA 1.2, combobox). */}
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- options of a select hold no pictures and keys */}
        <div id={list} role="listbox" aria-label={t`Found`} className={classes.list} tabIndex={-1}>
          {sections.map((section) => (
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is no group of a listbox
            <div key={section} role="group" aria-label={section}>
              <div className={classes.section} aria-hidden>
                {section}
              </div>
              {ordered
                .filter((choice) => choice.section === section)
                .map((choice) => (
                  <Line
                    key={choice.id}
                    id={`${list}-${choice.id}`}
                    choice={choice}
                    isNow={choice === now}
                    take={() => take(choice)}
                  />
                ))}
            </div>
          ))}
        </div>
        <output className={classes.foot}>{ordered.length === 0 && t`Nothing is called that`}</output>
      </Modal.Content>
    </Modal.Root>
  );
}

type LineProps = {
  readonly id: string;
  readonly choice: Choice;
  readonly isNow: boolean;
  readonly take: () => void;
};

function Line({ id, choice, isNow, take }: LineProps) {
  const Picture = choice.icon ?? IconArrowRight;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/prefer-tag-over-role -- keys are the field's; an option of this list holds more than text
    <div id={id} role="option" tabIndex={-1} aria-selected={isNow} className={classes.line} onClick={take}>
      <Picture size={17} stroke={1.7} aria-hidden />
      <bdi className={classes.title}>{choice.title}</bdi>
      {choice.also !== undefined && <span className={classes.also}>{choice.also}</span>}
      {choice.keys !== undefined && <Keys keys={choice.keys} />}
    </div>
  );
}

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <bdi dir="ltr" className={classes.keys}>
      {keys.split(/[ +]/).map((key) => (
        <Kbd key={key}>{key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : key.toUpperCase()}</Kbd>
      ))}
    </bdi>
  );
}
