import { createContext, useContext } from 'react';
import { RequestFailed } from '../../data/client.ts';

export type FieldProblem = { readonly path: string; readonly message: string };

/** What the node refused, by the place in the body that it names: `$.reason`, `$.names.en`. */
export function fieldProblems(error: unknown): readonly FieldProblem[] {
  if (!(error instanceof RequestFailed)) return [];
  return (error.problem?.errors ?? []).map(({ path, message }) => ({ path: path.replace(/^\$\.?/, ''), message }));
}

export function problemAt(problems: readonly FieldProblem[], name: string): string | undefined {
  return problems.find(({ path }) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`))
    ?.message;
}

/** Whether every place that the refusal names has a field that shows it; else it must be said above the form. */
export function areAllShown(problems: readonly FieldProblem[], names: readonly string[]): boolean {
  return problems.length > 0 && problems.every((problem) => names.some((name) => problemAt([problem], name)));
}

export const FormProblems = createContext<readonly FieldProblem[]>([]);

export function useFieldProblem(name: string): string | undefined {
  return problemAt(useContext(FormProblems), name);
}

/** What was refused of a thing as a whole, not of a part of it. */
export function useWholeProblem(name: string): string | undefined {
  return useContext(FormProblems).find(({ path }) => path === name)?.message;
}
