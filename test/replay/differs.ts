/** A real node does something else than the simulated one. */
export class Differs extends Error {
  override readonly name = 'Differs';
}
