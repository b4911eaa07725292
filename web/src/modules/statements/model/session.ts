import type { DeskStatement, ItemDecided, ItemValues, NewDetails } from '#contract/statement-desk.ts';
import { sameValues, type Item } from './item.ts';

/** What an officer does in a review. Each is sent by itself, on the version that the one before made. */
export type Act =
  | { readonly act: 'decide'; readonly decided: ItemDecided }
  | { readonly act: 'details'; readonly details: Omit<NewDetails, 'version'> }
  /** Takes back what was done last when its turn comes; `again`: what was taken back last. */
  | { readonly act: 'undo'; readonly again: boolean };

export type Trouble =
  | { readonly is: 'unreachable' }
  /** Another officer was faster: what was to be decided is kept until this one has looked. */
  | { readonly is: 'conflict'; readonly items: readonly string[] }
  | { readonly is: 'refused'; readonly error: unknown };

/** The review of one statement in this browser: what the node told last, and what it was not told yet. */
export type Session = {
  readonly statement: DeskStatement;
  /** In the order made; the first is under way. */
  readonly waiting: readonly Act[];
  /** Versions that can be taken back, and takings-back that can. */
  readonly undo: readonly number[];
  readonly redo: readonly number[];
  readonly trouble: Trouble | undefined;
};

export type Happened =
  | { readonly what: 'acted'; readonly act: Act }
  | { readonly what: 'answered'; readonly statement: DeskStatement }
  | { readonly what: 'told'; readonly statement: DeskStatement }
  | { readonly what: 'failed'; readonly trouble: Trouble }
  | { readonly what: 'overtaken'; readonly statement: DeskStatement }
  | { readonly what: 'again' }
  | { readonly what: 'given-up' };

export function beginSession(statement: DeskStatement, waiting: readonly Act[] = []): Session {
  const undo = statement.undoable === null ? [] : [statement.undoable];
  return { statement, waiting, undo, redo: [], trouble: undefined };
}

export function follow(session: Session, happened: Happened): Session {
  switch (happened.what) {
    case 'acted':
      return { ...session, waiting: joined(session.waiting, happened.act) };
    case 'answered':
      return answered(session, happened.statement);
    case 'told':
      // An older answer that came late says nothing new.
      return session.waiting.length > 0 || happened.statement.version <= session.statement.version
        ? session
        : { ...session, statement: happened.statement, undo: undoOf(session, happened.statement), redo: [] };
    case 'failed':
      return { ...session, trouble: happened.trouble };
    case 'overtaken':
      return overtaken(session, happened.statement);
    case 'again':
      return { ...session, trouble: undefined };
    default:
      return { ...session, waiting: session.waiting.slice(1), trouble: undefined };
  }
}

/** After another's change only the node knows what can still be taken back. */
function undoOf(session: Session, { undoable }: DeskStatement): readonly number[] {
  return undoable === null ? [] : session.undo.at(-1) === undoable ? session.undo : [undoable];
}

function answered(session: Session, statement: DeskStatement): Session {
  const [done, ...waiting] = session.waiting;
  const next = { ...session, statement, waiting, trouble: undefined };
  const { version } = statement;
  if (done === undefined || done.act === 'details' || version === session.statement.version) return next;
  if (done.act === 'decide') return { ...next, undo: [...session.undo, version], redo: [] };
  return done.again
    ? { ...next, undo: [...session.undo, version], redo: session.redo.slice(0, -1) }
    : { ...next, undo: session.undo.slice(0, -1), redo: [...session.redo, version] };
}

/** The version under our feet changed. What does not touch what the other did goes on by itself. */
function overtaken(session: Session, statement: DeskStatement): Session {
  const [first] = session.waiting;
  // An answer that was lost on its way: what was asked for is done, and it is our own version that overtook us.
  if (first !== undefined && isDone(statement, first)) return answered(session, statement);
  const touched = new Set(session.waiting.flatMap(itemsOf));
  const { version } = session.statement;
  const known = new Map(session.statement.items.map((item) => [item.id, item]));
  const changed = statement.items.filter((item) => item.version > version && touched.has(item.id));
  const gone = [...touched].filter((id) => known.has(id) && !statement.items.some((item) => item.id === id));
  const items = [...changed.map(({ id }) => id), ...gone];
  const isUndo = first?.act === 'undo';
  return {
    ...session,
    statement,
    undo: undoOf(session, statement),
    redo: [],
    waiting: isUndo ? session.waiting.slice(1) : session.waiting,
    trouble: items.length > 0 || isUndo ? { is: 'conflict', items } : undefined,
  };
}

function isDone({ items }: DeskStatement, act: Act): boolean {
  if (act.act !== 'decide') return false;
  const { decided } = act;
  if (decided.decision === 'added' || decided.decision === 'proposed') {
    return items.some(({ type, decision, values }) => {
      const { start, end } = decided.values;
      return (
        type === decided.type &&
        (decision === 'added' || decision === 'open') &&
        values.start === start &&
        values.end === end
      );
    });
  }
  const item = 'item' in decided ? items.find(({ id }) => id === decided.item) : undefined;
  if (item === undefined || item.decision !== decided.decision) return false;
  return decided.decision !== 'edited' || sameValues(item.values, decided.values);
}

/** The version that taking back would take back now; undefined if there is none. */
export function versionToUndo({ undo, redo }: Session, again: boolean): number | undefined {
  return (again ? redo : undo).at(-1);
}

export function itemsOf(act: Act): string[] {
  if (act.act !== 'decide') return [];
  const { decided } = act;
  if (decided.decision === 'merged') return decided.items;
  return 'item' in decided ? [decided.item] : [];
}

/** What the officer sees: as told by the node, with what it was not told yet already done. New items wait for the ids that the node gives them. */
export function shown({ statement, waiting }: Session): DeskStatement {
  return waiting.reduce(applied, statement);
}

function applied(statement: DeskStatement, act: Act): DeskStatement {
  if (act.act === 'details') return withDetails(statement, act.details);
  if (act.act === 'undo') return statement;
  const { decided } = act;
  switch (decided.decision) {
    case 'accepted':
    case 'rejected':
      return withItem(statement, decided.item, (item) => ({ ...item, decision: decided.decision }));
    case 'open':
      return withItem(statement, decided.item, (item) => ({
        ...item,
        decision: 'open',
        values: item.proposal?.values ?? item.values,
      }));
    case 'edited':
      return withItem(statement, decided.item, (item) => edited(item, decided.values));
    default:
      return statement;
  }
}

function edited(item: Item, values: ItemValues): Item {
  return { ...item, values, decision: item.proposal === null ? 'added' : 'edited' };
}

function withItem(statement: DeskStatement, id: string, by: (item: Item) => Item): DeskStatement {
  return { ...statement, items: statement.items.map((item) => (item.id === id ? by(item) : item)) };
}

function withDetails(statement: DeskStatement, { sides, title, side, published, state }: Omit<NewDetails, 'version'>) {
  return {
    ...statement,
    ...(sides === undefined ? {} : { sides }),
    ...(title === undefined ? {} : { title }),
    ...(side === undefined ? {} : { side }),
    ...(published === undefined ? {} : { published }),
    ...(state === undefined ? {} : { state }),
  };
}

/** Typing and dragging are many small changes of one item: one that waits and is not under way yet takes the newer one in. */
function joined(waiting: readonly Act[], act: Act): readonly Act[] {
  const last = waiting.at(-1);
  const joins =
    waiting.length > 1 &&
    last?.act === 'decide' &&
    act.act === 'decide' &&
    last.decided.decision === 'edited' &&
    act.decided.decision === 'edited' &&
    last.decided.item === act.decided.item;
  return joins ? [...waiting.slice(0, -1), act] : [...waiting, act];
}
