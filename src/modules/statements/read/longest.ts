/** Characters of a statement. Longer ones are laws and yearbooks. */
export const LONGEST_STATEMENT = 200_000;
