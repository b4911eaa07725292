/** Every advisory lock of the schema by its number: two of one number would wait for each other. */
export const LOCKS = {
  migration: 47_110_001,
  /** One sequencer at a time; what it writes and what is deleted comes wholly before or after each other. */
  sequencer: 47_110_002,
  /** One purge at a time. */
  purge: 47_110_003,
  search: 47_110_005,
  /** Taken, shared, by whatever writes entries of the access log, before they get their ids. */
  accessEntries: 47_110_013,
  accessPlaces: 47_110_014,
  /** In a trigger of the migrations. */
  rights: 47_110_034,
} as const;
