/** Ed25519 by one key; a port that a hardware module can fill. The private key stays behind it. */
export type Signer = {
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
};

/** What a node brings to every act: who it is, and its clock, randomness and keys, passed in so that tests own them. */
export type Self = Signer & {
  // `publicKey` and `sign` are of the present key.
  readonly partyId: string;
  /** Of a key that this node holds: between two keys it signs with both. */
  readonly signer: (publicKey: Uint8Array) => Signer | undefined;
  readonly hasSeveralKeys: () => boolean;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly uuid: () => string;
};

type Ring = { readonly present: () => Signer; readonly signer: Self['signer']; readonly count: () => number };

/** The present key changes while the node runs. */
export function makeSelf(ring: Ring, rest: Pick<Self, 'partyId' | 'now' | 'randomBytes' | 'uuid'>): Self {
  return {
    ...rest,
    signer: ring.signer,
    hasSeveralKeys: () => ring.count() > 1,
    get publicKey() {
      return ring.present().publicKey;
    },
    sign: (bytes) => ring.present().sign(bytes),
  };
}
