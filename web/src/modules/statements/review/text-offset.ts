/** Pieces of the text carry the offset at which they begin. */
export const PIECE = 'data-start';

type Place = { readonly node: Node; readonly offset: number };

/** Where in the statement a place of the document is; undefined outside the text. */
export function offsetOf({ node, offset }: Place, panel: Element): number | undefined {
  if (!panel.contains(node)) return undefined;
  const element = node instanceof Element ? node : node.parentElement;
  if (node instanceof Element) {
    const before = node.childNodes[offset - 1];
    const next = node.childNodes[offset];
    const piece = next instanceof Element ? next.closest(`[${PIECE}]`) : null;
    if (piece !== null) return startOf(piece);
    const last = before instanceof Element ? before.closest(`[${PIECE}]`) : null;
    if (last !== null) return startOf(last) + lengthOf(last);
  }
  const piece = element?.closest(`[${PIECE}]`);
  return piece === null || piece === undefined
    ? undefined
    : startOf(piece) + (node instanceof Element ? (offset === 0 ? 0 : lengthOf(piece)) : offset);
}

function startOf(piece: Element): number {
  return Number(piece.getAttribute(PIECE));
}

function lengthOf(piece: Element): number {
  return piece.textContent.length;
}

/** The place in the document under a point; browsers have it under two names. */
export function placeAt(x: number, y: number): Place | undefined {
  if ('caretPositionFromPoint' in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position === null ? undefined : { node: position.offsetNode, offset: position.offset };
  }
  const range = (document as Document).caretRangeFromPoint?.(x, y);
  return range === null || range === undefined ? undefined : { node: range.startContainer, offset: range.startOffset };
}

/** What is selected within the panel, in offsets of the statement. */
export function selectedIn(panel: Element): { readonly start: number; readonly end: number } | undefined {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const start = offsetOf({ node: range.startContainer, offset: range.startOffset }, panel);
  const end = offsetOf({ node: range.endContainer, offset: range.endOffset }, panel);
  return start === undefined || end === undefined || end <= start ? undefined : { start, end };
}
