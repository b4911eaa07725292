/** What a node brings to every act: who it is, and its clock, randomness and key, passed in so that tests own them. */
export type Self = {
  readonly partyId: string;
  readonly publicKey: Uint8Array;
  /** Ed25519 over the bytes; a port that a hardware module can fill. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly uuid: () => string;
};
