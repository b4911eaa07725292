/** Thrown into a pull where its call, or the answer, was lost. */
export class Lost extends Error {
  override readonly name = 'Lost';
}
