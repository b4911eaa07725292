/** STIX 2.1 section 9: what a pattern says, for evaluation. Chains are flat lists, so depth comes from parentheses alone. */
export type Pattern = Observation;

export type Observation = (
  | { readonly kind: 'observation'; readonly comparison: Comparison }
  | { readonly kind: 'and' | 'or' | 'followed-by'; readonly operands: readonly Observation[] }
) & { readonly qualifiers?: readonly Qualifier[] };

export type Qualifier =
  | { readonly kind: 'within'; readonly seconds: number }
  | { readonly kind: 'repeats'; readonly times: number }
  | { readonly kind: 'start-stop'; readonly start: string; readonly stop: string };

export type Comparison =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Comparison[] }
  | { readonly kind: 'exists'; readonly isNegated: boolean; readonly path: ObjectPath }
  | {
      readonly kind: 'test';
      readonly path: ObjectPath;
      readonly isNegated: boolean;
      readonly operator: Operator;
      /** Several for IN. */
      readonly values: readonly Literal[];
    };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'IN' | 'LIKE' | 'MATCHES' | 'ISSUBSET' | 'ISSUPERSET';

/** `file:hashes.'SHA-256'`, `x:list[*].name`: keys are texts, `*` stands in a step of its own. */
export type ObjectPath = { readonly type: string; readonly steps: readonly PathStep[] };
export type PathStep = { readonly key: string } | { readonly index: number | '*' };

export type Literal =
  | { readonly kind: 'text' | 'timestamp' | 'binary' | 'hex'; readonly value: string }
  | { readonly kind: 'integer' | 'float'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean };

/** Where a pattern stops being one: `offset` in UTF-16 units from its start. */
export type PatternFault = { readonly message: string; readonly offset: number };
