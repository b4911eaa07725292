import type { Comparison, Literal, ObjectPath, Observation, Pattern, Qualifier } from '#kernel/stix/pattern/syntax.ts';

/** A text of the pattern language that says this; parentheses wherever they may stand. */
export const patternText = (pattern: Pattern): string => observation(pattern);

const KEYWORDS = { and: ' AND ', or: ' OR ', 'followed-by': ' FOLLOWEDBY ' } as const;

function observation(one: Observation): string {
  const qualifiers = (one.qualifiers ?? []).map((each) => ` ${qualifier(each)}`);
  const inner =
    one.kind === 'observation'
      ? `[${comparison(one.comparison)}]`
      : one.operands.map((operand) => group(operand)).join(KEYWORDS[one.kind]);
  if (qualifiers.length === 0) return inner;
  return one.kind === 'observation' && isPlain(one.qualifiers ?? [])
    ? inner + qualifiers.join('')
    : `(${inner})${qualifiers.join('')}`;
}

/** A chain as an operand needs its own parentheses; an observation does not. */
const group = (one: Observation): string =>
  one.kind === 'observation' || one.qualifiers !== undefined ? observation(one) : `(${observation(one)})`;

/** On one observation each kind stands once; more of them need a group. */
const isPlain = (qualifiers: readonly Qualifier[]): boolean =>
  new Set(qualifiers.map(({ kind }) => kind)).size === qualifiers.length;

function qualifier(one: Qualifier): string {
  switch (one.kind) {
    case 'within':
      return `WITHIN ${decimal(one.seconds, Number.isInteger(one.seconds))} SECONDS`;
    case 'repeats':
      return `REPEATS ${one.times} TIMES`;
    default:
      return `START t'${one.start}' STOP t'${one.stop}'`;
  }
}

function comparison(one: Comparison): string {
  switch (one.kind) {
    case 'and':
    case 'or':
      return one.operands
        .map((operand) => (isChain(operand) ? `(${comparison(operand)})` : comparison(operand)))
        .join(KEYWORDS[one.kind]);
    case 'exists':
      return `${one.isNegated ? 'NOT ' : ''}EXISTS ${path(one.path)}`;
    default: {
      const values = one.values.map(literal).join(', ');
      return `${path(one.path)}${one.isNegated ? ' NOT' : ''} ${one.operator} ${one.operator === 'IN' ? `(${values})` : values}`;
    }
  }
}

const isChain = ({ kind }: Comparison): boolean => kind === 'and' || kind === 'or';

const path = ({ type, steps }: ObjectPath): string =>
  `${type}:${steps
    .map((step, i) =>
      'key' in step ? `${i === 0 ? '' : '.'}${quoted(step.key)}` : `[${step.index === '*' ? '*' : whole(step.index)}]`,
    )
    .join('')}`;

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

function literal(one: Literal): string {
  switch (one.kind) {
    case 'text':
      return quoted(one.value);
    case 'timestamp':
      return `t'${one.value}'`;
    case 'binary':
      return `b'${one.value}'`;
    case 'hex':
      return `h'${one.value}'`;
    case 'boolean':
      return String(one.value);
    case 'integer':
      return whole(one.value);
    default:
      return decimal(one.value, false);
  }
}

const whole = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** The language has no exponents. */
function decimal(value: number, isWhole: boolean): string {
  if (isWhole && Number.isSafeInteger(value)) return whole(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [digits = '', exponent] = Math.abs(value).toString().split('e');
  const [before = '', after = ''] = digits.split('.');
  if (exponent === undefined) return `${sign}${before}.${after || '0'}`;
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${before}${after}`
    : `${sign}${before}${after.padEnd(shift, '0')}.0`;
}
