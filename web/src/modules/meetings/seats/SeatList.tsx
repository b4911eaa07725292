import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, NativeSelect, VisuallyHidden } from '@mantine/core';
import { IconGripVertical, IconTrash } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { CREDENTIAL_STATES, SEAT_ROLES } from '#kernel/stix/values.ts';
import { changed, without } from '../../../data/keyed.ts';
import { LocalizedField } from '../../../ui/form/LocalizedField.tsx';
import { useLocalized } from '../../../ui/localized.ts';
import { CREDENTIAL_WORDS, ROLE_WORDS } from '../words.ts';
import { movedTo } from './moved-to.ts';
import { emptySeat, type Seat } from './seat.ts';
import classes from './Seats.module.css';

type Props = {
  readonly seats: readonly Seat[];
  readonly change: (seats: readonly Seat[]) => void;
  readonly wanted: readonly string[];
  /** Where several lists stand in one form: whose this is. */
  readonly of?: string;
  /** The role of the first that is added. */
  readonly first?: string;
  /** Whether it is said how credentials stand. */
  readonly asksCredentials?: boolean;
};

/** Offices in their order, which is changed by dragging a handle, or by the arrow keys on it. */
export function SeatList({ seats, change, wanted, of, first = 'co-chair', asksCredentials = false }: Props) {
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
      <ol ref={rows} className={classes.seats} aria-label={of ?? t`Offices in order of precedence`}>
        {seats.map(({ key, office: texts, role, credentials }, n) => {
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
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t`Take out place ${place}: ${office}`}
                onClick={() => change(without(seats, key))}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
              <div className={classes.chosen}>
                <NativeSelect
                  label={t`Role`}
                  value={role}
                  onChange={(event) => put(key, { role: event.currentTarget.value })}
                  data={SEAT_ROLES.map((value) => ({ value, label: t(ROLE_WORDS[value]!) }))}
                />
                {asksCredentials && (
                  <NativeSelect
                    label={t`Credentials`}
                    value={credentials ?? ''}
                    onChange={(event) => put(key, { credentials: event.currentTarget.value })}
                    data={[
                      { value: '', label: t`not stated` },
                      ...CREDENTIAL_STATES.map((value) => ({ value, label: t(CREDENTIAL_WORDS[value]!) })),
                    ]}
                  />
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <div>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => change([...seats, emptySeat(seats.length === 0 ? first : 'member')])}
        >
          {t`Add an office`}
          {of !== undefined && <VisuallyHidden>: {of}</VisuallyHidden>}
        </Button>
      </div>
      <VisuallyHidden component="output">{told}</VisuallyHidden>
    </>
  );
}
