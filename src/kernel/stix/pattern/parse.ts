import { HASHES } from '../data-types.ts';
import { deeper, readerOf, shown, Stop } from './reader.ts';
import type { Reader } from './reader.ts';
import type {
  Comparison,
  Literal,
  ObjectPath,
  Observation,
  Operator,
  PathStep,
  Pattern,
  PatternFault,
  Qualifier,
} from './syntax.ts';
import { tokenize } from './tokens.ts';
import type { Token, TokenKind } from './tokens.ts';

/** STIX 2.1 section 9, by the grammar that OASIS publishes. Time and space grow with the text's length, depth is bounded. */
export const parsePattern = (text: string): { readonly pattern: Pattern } | { readonly fault: PatternFault } => {
  const tokens = tokenize(text);
  if (!Array.isArray(tokens)) return { fault: tokens };
  const reader = readerOf(tokens);
  try {
    const pattern = observations(reader, 0);
    reader.expect('end');
    return { pattern };
  } catch (error) {
    if (error instanceof Stop) return { fault: error.fault };
    throw error;
  }
};

/** One or more of `operand`, joined by the keyword. */
const chain = <T>(reader: Reader, keyword: string, operand: () => T): T | readonly T[] => {
  const first = operand();
  if (!reader.accept('keyword', keyword)) return first;
  const operands = [first, operand()];
  while (reader.accept('keyword', keyword)) operands.push(operand());
  return operands;
};

const joined = (kind: 'and' | 'or' | 'followed-by', made: Observation | readonly Observation[]): Observation =>
  isMany(made) ? { kind, operands: made } : made;
const joinedTests = (kind: 'and' | 'or', made: Comparison | readonly Comparison[]): Comparison =>
  isMany(made) ? { kind, operands: made } : made;
const isMany = <T>(made: T | readonly T[]): made is readonly T[] => Array.isArray(made);

// FOLLOWEDBY binds loosest, then OR, then AND; qualifiers bind to the one observation before them.
const observations = (reader: Reader, depth: number): Observation =>
  joined(
    'followed-by',
    chain(reader, 'FOLLOWEDBY', () =>
      joined(
        'or',
        chain(reader, 'OR', () =>
          joined(
            'and',
            chain(reader, 'AND', () => qualified(reader, depth)),
          ),
        ),
      ),
    ),
  );

const qualified = (reader: Reader, depth: number): Observation => {
  const isGroup = reader.accept('mark', '(');
  const inner = isGroup ? observations(reader, deeper(reader, depth)) : simple(reader, depth);
  if (isGroup) reader.expect('mark', ')');
  const qualifiers: Qualifier[] = [];
  for (let one = qualifier(reader); one; one = qualifier(reader)) {
    // Section 9.5: on one observation each kind of qualifier stands once; on a group they may be nested.
    if (!isGroup && qualifiers.some(({ kind }) => kind === one?.qualifier.kind))
      throw new Stop('a qualifier of this kind stands twice', one.token);
    qualifiers.push(one.qualifier);
  }
  if (qualifiers.length === 0) return inner;
  return { ...inner, qualifiers: [...(inner.qualifiers ?? []), ...qualifiers] };
};

const simple = (reader: Reader, depth: number): Observation => {
  reader.expect('mark', '[');
  const comparison = comparisons(reader, deeper(reader, depth));
  reader.expect('mark', ']');
  return { kind: 'observation', comparison };
};

const qualifier = (reader: Reader): { readonly qualifier: Qualifier; readonly token: Token } | undefined => {
  const token = reader.peek();
  if (reader.accept('keyword', 'WITHIN')) {
    const seconds = positive(reader, ['integer', 'float']);
    reader.expect('keyword', 'SECONDS');
    return { qualifier: { kind: 'within', seconds }, token };
  }
  if (reader.accept('keyword', 'REPEATS')) {
    const times = positive(reader, ['integer']);
    reader.expect('keyword', 'TIMES');
    return { qualifier: { kind: 'repeats', times }, token };
  }
  if (!reader.accept('keyword', 'START')) return undefined;
  const start = reader.expect('timestamp').value;
  reader.expect('keyword', 'STOP');
  const stop = reader.expect('timestamp').value;
  return { qualifier: { kind: 'start-stop', start, stop }, token };
};

const positive = (reader: Reader, kinds: readonly TokenKind[]): number => {
  const token = reader.peek();
  if (!kinds.includes(token.kind) || !(Number(token.value) > 0))
    throw new Stop(`a number above 0 is expected, not ${shown(token)}`, token);
  return number(reader.take());
};

const number = (token: Token): number => {
  const value = Number(token.value);
  if (!Number.isFinite(value) || (token.kind === 'integer' && !Number.isSafeInteger(value)))
    throw new Stop('a number beyond the range of I-JSON', token);
  return value;
};

const comparisons = (reader: Reader, depth: number): Comparison =>
  joinedTests(
    'or',
    chain(reader, 'OR', () =>
      joinedTests(
        'and',
        chain(reader, 'AND', () => test(reader, depth)),
      ),
    ),
  );

const test = (reader: Reader, depth: number): Comparison => {
  if (reader.accept('mark', '(')) {
    const inner = comparisons(reader, deeper(reader, depth));
    reader.expect('mark', ')');
    return inner;
  }
  const isNegatedExists = reader.accept('keyword', 'NOT');
  if (isNegatedExists || reader.peek().value === 'EXISTS') {
    reader.expect('keyword', 'EXISTS');
    return { kind: 'exists', isNegated: isNegatedExists, path: objectPath(reader) };
  }
  const path = objectPath(reader);
  const isNegated = reader.accept('keyword', 'NOT');
  const operator = operatorOf(reader);
  return { kind: 'test', path, isNegated, operator, values: valuesOf(reader, operator, path) };
};

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['IN', 'IN'],
  ['LIKE', 'LIKE'],
  ['MATCHES', 'MATCHES'],
  ['ISSUBSET', 'ISSUBSET'],
  ['ISSUPERSET', 'ISSUPERSET'],
]);
const TAKE_TEXT: ReadonlySet<Operator> = new Set<Operator>(['LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET']);
const ORDERING: ReadonlySet<Operator> = new Set<Operator>(['<', '<=', '>', '>=']);

const operatorOf = (reader: Reader): Operator => {
  const token = reader.peek();
  const operator = token.kind === 'operator' || token.kind === 'keyword' ? OPERATORS.get(token.value) : undefined;
  if (!operator) throw new Stop(`an operator is expected, not ${shown(token)}`, token);
  reader.take();
  return operator;
};

const valuesOf = (reader: Reader, operator: Operator, path: ObjectPath): Literal[] => {
  if (TAKE_TEXT.has(operator)) return [{ kind: 'text', value: reader.expect('text').value }];
  if (operator !== 'IN') return [literal(reader, path, !ORDERING.has(operator))];
  reader.expect('mark', '(');
  if (reader.accept('mark', ')')) return [];
  const values = [literal(reader, path, true)];
  while (reader.accept('mark', ',')) values.push(literal(reader, path, true));
  reader.expect('mark', ')');
  return values;
};

const literal = (reader: Reader, path: ObjectPath, mayBeBoolean: boolean): Literal => {
  const token = reader.peek();
  const made = literalOf(token);
  if (!made || (made.kind === 'boolean' && !mayBeBoolean))
    throw new Stop(`a value is expected, not ${shown(token)}`, token);
  const algorithm = hashOf(path);
  const wrong = algorithm !== undefined && made.kind === 'text' ? HASHES[algorithm]?.check(made.value) : undefined;
  if (wrong) throw new Stop(`${wrong.message}, as ${algorithm} gives it`, token);
  reader.take();
  return made;
};

const literalOf = (token: Token): Literal | undefined => {
  switch (token.kind) {
    case 'text':
    case 'timestamp':
    case 'binary':
    case 'hex':
      return { kind: token.kind, value: token.value };
    case 'integer':
    case 'float':
      return { kind: token.kind, value: number(token) };
    case 'keyword':
      return token.value === 'true' || token.value === 'false'
        ? { kind: 'boolean', value: token.value === 'true' }
        : undefined;
    default:
      return undefined;
  }
};

/** The algorithm that a path like `file:hashes.'SHA-256'` ends with. */
const hashOf = ({ steps }: ObjectPath): string | undefined => {
  const [parent, last] = steps.slice(-2);
  return parent &&
    last &&
    'key' in parent &&
    'key' in last &&
    parent.key === 'hashes' &&
    Object.hasOwn(HASHES, last.key)
    ? last.key
    : undefined;
};

const objectPath = (reader: Reader): ObjectPath => {
  const token = reader.peek();
  if (token.kind !== 'name' && token.kind !== 'hyphenated')
    throw new Stop(`an object path is expected, not ${shown(token)}`, token);
  const type = reader.take().value;
  reader.expect('mark', ':');
  const steps: PathStep[] = [{ key: key(reader) }];
  for (;;) {
    if (reader.accept('mark', '.')) steps.push({ key: key(reader) });
    else if (reader.accept('mark', '[')) {
      steps.push({ index: reader.accept('mark', '*') ? '*' : number(reader.expect('integer')) });
      reader.expect('mark', ']');
    } else return { type, steps };
  }
};

const key = (reader: Reader): string =>
  reader.peek().kind === 'text' ? reader.take().value : reader.expect('name').value;
