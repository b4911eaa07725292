import { useLingui } from '@lingui/react/macro';
import { ActionIcon, NativeSelect, VisuallyHidden } from '@mantine/core';
import { IconGripVertical, IconTrash } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Localized } from '#contract/session.ts';
import { SEAT_ROLES } from '#kernel/stix/values.ts';
import { changed, without } from '../../data/keyed.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { ROLE_WORDS } from '../meetings/words.ts';
import classes from './Cities.module.css';
import { movedTo } from './moved-to.ts';

export type Seat = {
  readonly key: string;
  readonly office: Localized;
  readonly role: string;
};

type Props = {
  readonly seats: readonly Seat[];
  readonly change: (seats: readonly Seat[]) => void;
  readonly wanted: readonly string[];
};

/** Offices in their order, which is changed by dragging a handle, or by the arrow keys on it. */
export function SeatList({ seats, change, wanted }: Props) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const rows = useRef<HTMLOListElement>(null);
  const [lifted, setLifted] = useState<string>();
  const [told, setTold] = useState('');
  const put = (key: string, more: Partial<Seat>) => change(changed(seats, key, more));
  const move = (key: string, place: number) => {
    const from = seats.findIndex((seat) => seat.key === key);
    const to = Math.max(0, Math.min(seats.length - 1, place));
    if (from === -1 || to === from) return;
    change(movedTo(seats, from, to));
    const office = localize(seats[from]!.office);
    setTold(t`${office} is now at place ${i18n.number(to + 1)} of ${i18n.number(seats.length)}.`);
  };
  const byKey = (key: string, n: number) => (event: KeyboardEvent) => {
    const place = { ArrowUp: n - 1, ArrowDown: n + 1, Home: 0, End: seats.length - 1 }[event.key];
    if (place === undefined) return;
    event.preventDefault();
    move(key, place);
  };
  const drag = (key: string) => (event: PointerEvent) => {
    if (lifted !== key || rows.current === null) return;
    const middles = [...rows.current.children].map((row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2;
    });
    const n = seats.findIndex((seat) => seat.key === key);
    const above = middles.filter((middle, place) => place !== n && middle < event.clientY).length;
    move(key, above);
  };
  return (
    <>
      <ol ref={rows} className={classes.seats} aria-label={t`Offices in order of precedence`}>
        {seats.map(({ key, office: texts, role }, n) => {
          const [place, office] = [i18n.number(n + 1), localize(texts)];
          return (
            <li key={key} className={classes.seat} data-lifted={lifted === key || undefined}>
              <ActionIcon
                variant="default"
                size={36}
                className={classes.handle}
                aria-label={t`Move place ${place}: ${office}`}
                onKeyDown={byKey(key, n)}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setLifted(key);
                }}
                onPointerMove={drag(key)}
                onPointerUp={() => setLifted(undefined)}
                onPointerCancel={() => setLifted(undefined)}
              >
                <IconGripVertical size={18} aria-hidden />
              </ActionIcon>
              <LocalizedField
                name={`offices[${n}].office`}
                label={t`Office ${place}`}
                wanted={wanted}
                value={texts}
                change={(said) => put(key, { office: said })}
              />
              <NativeSelect
                label={t`Role`}
                value={role}
                onChange={(event) => put(key, { role: event.currentTarget.value })}
                data={SEAT_ROLES.map((value) => ({ value, label: t(ROLE_WORDS[value]!) }))}
              />
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t`Take out place ${place}: ${office}`}
                onClick={() => change(without(seats, key))}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ol>
      <VisuallyHidden component="output">{told}</VisuallyHidden>
    </>
  );
}
