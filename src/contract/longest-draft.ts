/** Of a draft as text, in characters. Apart from the schemas, so that a page that keeps drafts does not load them. */
export const LONGEST_DRAFT = 200_000;
