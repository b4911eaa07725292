import type { JsonObject } from '../json/types.ts';
import { readProperties } from './rules.ts';
import type { Fault, Properties, Rule } from './rules.ts';

/** A rule between properties. It runs once each property is sound by itself; what is withheld may be absent. */
export type CrossRule = (object: JsonObject, withheld: ReadonlySet<string>) => Fault | undefined;

/** All that validation knows of one type, compiled once when the process starts. */
export type TypeTable = {
  readonly clause: string;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly required: readonly string[];
  /** Objects about persons: a property not listed is refused. */
  readonly closed: boolean;
  readonly crossRules: readonly CrossRule[];
  /** Properties that the id of a cyber-observable is derived from (STIX 2.1 section 2.9). */
  readonly idContributing: readonly string[];
  readonly unmarkable: readonly string[];
};

export type TypeDeclaration = {
  readonly clause: string;
  /** Names that end with `?` are optional. */
  readonly properties: Properties;
  readonly closed?: boolean;
  readonly crossRules?: readonly CrossRule[];
  readonly idContributing?: readonly string[];
  readonly unmarkable?: readonly string[];
};

export const defineType = (declaration: TypeDeclaration): TypeTable => ({
  closed: false,
  crossRules: [],
  idContributing: [],
  unmarkable: [],
  ...declaration,
  ...readProperties(declaration.properties),
});

export const without = (properties: Properties, ...names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
