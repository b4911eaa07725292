import type { CommitmentValues, DeskItem, DeskStatement } from '#contract/statement-desk.ts';

const reader = { name: 'rules', version: '1' };

export function values(start: number, end: number, more: Partial<CommitmentValues> = {}): CommitmentValues {
  return { start, end, kind: 'training', responsible: 'both', status: 'agreed', ...more };
}

export function item(id: string, own: CommitmentValues, more: Partial<DeskItem> = {}): DeskItem {
  return {
    id,
    type: 'commitments',
    values: own,
    proposal: { values: own, why: ['agreed'], reader },
    decision: 'open',
    reason: null,
    reviewer: null,
    at: null,
    from: [],
    isCurrent: true,
    record: null,
    publishedAt: null,
    version: 1,
    ...more,
  };
}

export function statement(items: readonly DeskItem[], more: Partial<DeskStatement> = {}): DeskStatement {
  return {
    id: 'one',
    accord: 'accord--1',
    version: 1,
    state: 'read',
    marking: 'amber',
    title: null,
    source: null,
    published: null,
    side: null,
    lang: 'en',
    mediaType: 'text/plain',
    sha256: '',
    characters: 100,
    putBy: '',
    putAt: '2031-01-01T00:00:00Z',
    keptUntil: '2032-01-01T00:00:00Z',
    reading: { reader, at: null, isCurrent: true, isWaiting: false, fault: null },
    progress: { proposed: 0, decided: 0, open: 0, drafts: 0, published: 0 },
    withdrawn: null,
    text: 'x'.repeat(100),
    sides: { A: { names: ['A'], party: null }, B: { names: ['B'], party: null } },
    items: [...items],
    drafts: [],
    statementRecord: { id: 'statement--1', publishedAt: null },
    undoable: null,
    sets: [],
    ...more,
  };
}
