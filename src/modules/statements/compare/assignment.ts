/** A possible pair and what it is worth; only what is worth something is given. */
export type Edge = { readonly a: number; readonly b: number; readonly gain: number };

/** Larger knots than this are untied greedily: the exact way grows with the cube. */
const MOST_EXACT = 400;

/** The one-to-one choice of edges with the greatest total gain. Knots that share nothing are solved each by itself. */
export function bestAssignment(edges: readonly Edge[]): Edge[] {
  return knots(edges)
    .flatMap((knot) =>
      new Set(knot.map(({ a }) => a)).size > MOST_EXACT || new Set(knot.map(({ b }) => b)).size > MOST_EXACT
        ? greedy(knot)
        : exact(knot),
    )
    .sort((x, y) => x.a - y.a);
}

function knots(edges: readonly Edge[]): Edge[][] {
  const parent = new Map<string, string>();
  const rootOf = (node: string): string => {
    let root = node;
    while ((parent.get(root) ?? root) !== root) root = parent.get(root) ?? root;
    for (let at = node; at !== root;) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { a, b } of edges) parent.set(rootOf(`a${a}`), rootOf(`b${b}`));
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) {
    const root = rootOf(`a${edge.a}`);
    const group = groups.get(root);
    if (group) group.push(edge);
    else groups.set(root, [edge]);
  }
  return [...groups.values()];
}

function greedy(edges: readonly Edge[]): Edge[] {
  const taken = { a: new Set<number>(), b: new Set<number>() };
  return [...edges]
    .sort((x, y) => y.gain - x.gain || x.a - y.a || x.b - y.b)
    .filter(({ a, b }) => {
      if (taken.a.has(a) || taken.b.has(b)) return false;
      taken.a.add(a);
      taken.b.add(b);
      return true;
    });
}

/** Shortest augmenting paths with potentials (Jonker and Volgenant). Staying alone costs nothing, so no pair is forced. */
function exact(edges: readonly Edge[]): Edge[] {
  if (edges.length === 1) return [...edges];
  const flipped = new Set(edges.map(({ a }) => a)).size > new Set(edges.map(({ b }) => b)).size;
  const rowOf = (edge: Edge): number => (flipped ? edge.b : edge.a);
  const columnOf = (edge: Edge): number => (flipped ? edge.a : edge.b);
  const rows = [...new Set(edges.map(rowOf))].sort((x, y) => x - y);
  const columns = [...new Set(edges.map(columnOf))].sort((x, y) => x - y);
  const [n, m] = [rows.length, columns.length];
  const rowAt = new Map(rows.map((row, at) => [row, at + 1]));
  const columnAt = new Map(columns.map((column, at) => [column, at + 1]));
  const byCell = new Map(
    edges.map((edge) => [(rowAt.get(rowOf(edge)) ?? 0) * (m + 1) + (columnAt.get(columnOf(edge)) ?? 0), edge]),
  );
  const costs = new Float64Array((n + 1) * (m + 1));
  for (const [cell, { gain }] of byCell) costs[cell] = -gain;
  const u = new Float64Array(n + 1);
  const v = new Float64Array(m + 1);
  const match = new Int32Array(m + 1);
  const way = new Int32Array(m + 1);
  const at = (list: Float64Array | Int32Array, index: number): number => list[index] ?? 0;
  for (let row = 1; row <= n; row += 1) {
    match[0] = row;
    let column = 0;
    const least = new Float64Array(m + 1).fill(Infinity);
    const used = new Uint8Array(m + 1);
    do {
      used[column] = 1;
      const here = at(match, column);
      let delta = Infinity;
      let next = 0;
      for (let j = 1; j <= m; j += 1) {
        if (used[j] === 1) continue;
        const reduced = at(costs, here * (m + 1) + j) - at(u, here) - at(v, j);
        if (reduced < at(least, j)) {
          least[j] = reduced;
          way[j] = column;
        }
        if (at(least, j) < delta) {
          delta = at(least, j);
          next = j;
        }
      }
      for (let j = 0; j <= m; j += 1) {
        if (used[j] === 1) {
          const held = at(match, j);
          u[held] = at(u, held) + delta;
          v[j] = at(v, j) - delta;
        } else least[j] = at(least, j) - delta;
      }
      column = next;
    } while (at(match, column) !== 0);
    do {
      const before = at(way, column);
      match[column] = at(match, before);
      column = before;
    } while (column !== 0);
  }
  return columns.flatMap((_, j) => byCell.get(at(match, j + 1) * (m + 1) + j + 1) ?? []);
}
