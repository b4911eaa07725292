// Array parameters for unnest in the database's binary form. As text each value would be escaped, copied and parsed letter by
// letter, on both sides; of many records at once that took longer than to store them.

const INT8 = 20;
const INT4 = 23;
const TEXT = 25;
const BYTEA = 17;
const TIMESTAMPTZ = 1184;
/** Where the database's count of microseconds begins, in milliseconds of ours. */
const EPOCH_2000 = 946_684_800_000;

type Writer<Value> = (into: Buffer, value: Value, at: number) => void;
type Element<Value> = {
  readonly oid: number;
  readonly size: (value: Value) => number;
  readonly write: Writer<Value>;
};

const writeInt8: Writer<number> = (into, value, at) => {
  into.writeInt32BE(Math.floor(value / 2 ** 32), at);
  into.writeUInt32BE(value >>> 0, at + 4);
};

const text: Element<string> = {
  oid: TEXT,
  size: (value) => Buffer.byteLength(value),
  write: (into, value, at) => void into.write(value, at),
};
const bytea: Element<Uint8Array> = {
  oid: BYTEA,
  size: ({ length }) => length,
  write: (into, value, at) => into.set(value, at),
};
const int4: Element<number> = {
  oid: INT4,
  size: () => 4,
  write: (into, value, at) => void into.writeInt32BE(value, at),
};
const int8: Element<number> = { oid: INT8, size: () => 8, write: writeInt8 };
const timestamptz: Element<Date> = {
  oid: TIMESTAMPTZ,
  size: () => 8,
  // Microseconds pass 2^53 in the year 2255.
  write: (into, value, at) => void into.writeBigInt64BE(BigInt(value.getTime() - EPOCH_2000) * 1000n, at),
};

const column =
  <Value>({ oid, size, write }: Element<Value>) =>
  (values: readonly (Value | null)[]): Buffer => {
    const sizes = new Int32Array(values.length);
    let total = values.length === 0 ? 12 : 20;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      sizes[i] = value === null ? -1 : size(value);
      total += 4 + Math.max(0, sizes[i]!);
    }
    const into = Buffer.allocUnsafe(total);
    into.writeInt32BE(values.length === 0 ? 0 : 1, 0); // dimensions
    into.writeInt32BE(sizes.includes(-1) ? 1 : 0, 4); // whether one is null
    into.writeInt32BE(oid, 8);
    if (values.length === 0) return into;
    into.writeInt32BE(values.length, 12);
    into.writeInt32BE(1, 16); // the first is number 1
    let at = 20;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const length = sizes[i]!;
      into.writeInt32BE(length, at);
      at += 4;
      if (value === null) continue;
      write(into, value, at);
      at += length;
    }
    return into;
  };

/** A `text[]`. */
export const texts = column(text);
/** A `bytea[]`. */
export const byteas = column(bytea);
/** An `integer[]`. */
export const integers = column(int4);
/** A `bigint[]`. */
export const bigints = column(int8);
/** A `timestamptz[]`. */
export const moments = column(timestamptz);
