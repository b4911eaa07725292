import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { DeskStatement } from '#contract/statement-desk.ts';
import { ask, RequestFailed } from '../../../data/client.ts';
import { useOwner } from '../../../data/drafts.ts';
import { decide, deskStatementQuery, setDetails, undoVersion } from '../../../data/desk.ts';
import { beginSession, follow, shown, versionToUndo, type Act, type Happened, type Session } from '../model/session.ts';
import { storeActs, storedActs } from './stored-acts.ts';

const RETRY_MS = 4_000;

export type ReviewHandle = {
  /** As the officer sees it. */
  readonly statement: DeskStatement;
  readonly session: Session;
  readonly act: (act: Act) => void;
  readonly again: () => void;
  readonly giveUp: () => void;
};

/** Decisions are sent one by one as they are made, each on the version that the one before made. */
export function useReview(told: DeskStatement): ReviewHandle {
  const client = useQueryClient();
  const owner = useOwner();
  const [session, happen] = useReducer(follow, told, (statement) =>
    beginSession(statement, storedActs(owner, statement.id)),
  );
  const { id } = session.statement;
  const fresh = useQuery({ ...deskStatementQuery(id), enabled: session.waiting.length === 0 });
  const isSending = useRef(false);

  useEffect(() => {
    if (fresh.data !== undefined) happen({ what: 'told', statement: fresh.data });
  }, [fresh.data]);
  useEffect(() => storeActs(owner, id, session.waiting), [owner, id, session.waiting]);
  // What was sent is shown by every other page at once.
  useEffect(() => {
    client.setQueryData(deskStatementQuery(id).queryKey, session.statement);
  }, [client, id, session.statement]);

  const [first] = session.waiting;
  const { version } = session.statement;
  const isHeld = session.trouble !== undefined;
  const undo = first?.act === 'undo' ? versionToUndo(session, first.again) : undefined;
  useEffect(() => {
    if (first === undefined || isHeld || isSending.current) return;
    isSending.current = true;
    const go = async () => {
      const happened = await send({ id, version, act: first, undo });
      isSending.current = false;
      happen(happened);
    };
    void go();
  }, [first, isHeld, id, version, undo]);

  const isAway = session.trouble?.is === 'unreachable';
  useEffect(() => {
    if (!isAway) return undefined;
    const timer = setTimeout(() => happen({ what: 'again' }), RETRY_MS);
    return () => clearTimeout(timer);
  }, [isAway]);

  return {
    statement: shown(session),
    session,
    act: useCallback((act: Act) => happen({ what: 'acted', act }), []),
    again: useCallback(() => happen({ what: 'again' }), []),
    giveUp: useCallback(() => happen({ what: 'given-up' }), []),
  };
}

type Sending = {
  readonly id: string;
  readonly version: number;
  readonly act: Act;
  readonly undo: number | undefined;
};

function request({ id, version, act, undo }: Sending): Promise<DeskStatement> | undefined {
  switch (act.act) {
    case 'decide':
      return decide(id, { version, decisions: [act.decided] });
    case 'details':
      return setDetails(id, { version, ...act.details });
    default:
      return undo === undefined ? undefined : undoVersion(id, version, undo);
  }
}

async function send(sending: Sending): Promise<Happened> {
  const { id, version } = sending;
  try {
    const statement = await request(sending);
    // Nothing is left to be taken back.
    return statement === undefined ? { what: 'given-up' } : { what: 'answered', statement };
  } catch (error) {
    const status = error instanceof RequestFailed ? error.status : undefined;
    if (status === 0 || (status !== undefined && status >= 500))
      return { what: 'failed', trouble: { is: 'unreachable' } };
    if (status !== 409) return { what: 'failed', trouble: { is: 'refused', error } };
    const now = await ask('readDeskStatement', { params: { id } }).catch(() => undefined);
    if (now === undefined) return { what: 'failed', trouble: { is: 'unreachable' } };
    if (now.version === version) return { what: 'failed', trouble: { is: 'refused', error } };
    return { what: 'overtaken', statement: now };
  }
}
