import { USE_EXTENSION_ID } from '#kernel/stix/marking-ids.ts';

type Caveat = {
  readonly accord: string;
  readonly channel: string;
  readonly name: string;
  readonly restriction: string;
};

/** H3 with its own text (docs/protocol/marking.md): a marking of its own, which the partner knows once it holds this record. */
export const ownCaveat = ({ accord, channel, name, restriction }: Caveat) => ({
  type: 'marking-definition',
  accord_ref: accord,
  channel,
  name,
  extensions: { [USE_EXTENSION_ID]: { extension_type: 'property-extension', handling: 'H3', restriction } },
});
