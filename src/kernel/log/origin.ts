import { Failure } from '#kernel/errors.ts';

/** Names one feed. All uuids are bare, as in STIX ids after the `--`. */
export type Origin = {
  readonly publisher: string;
  readonly recipient: string;
  readonly accord: string;
  readonly channel: string;
  readonly epoch: number;
};

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const CHANNEL = '[a-z0-9]+(?:-[a-z0-9]+)*';
const FORM = new RegExp(`^entente\\.v1/(${UUID})/(${UUID})/(${UUID})/(${CHANNEL})/(0|[1-9][0-9]*)$`);
const MAX_CHANNEL = 64;

export function formatOrigin({ publisher, recipient, accord, channel, epoch }: Origin): string {
  const text = `entente.v1/${publisher}/${recipient}/${accord}/${channel}/${epoch}`;
  parseOrigin(text);
  return text;
}

export function parseOrigin(text: string): Origin {
  const [, publisher, recipient, accord, channel, digits] = FORM.exec(text) ?? [];
  const epoch = Number(digits);
  const isWhole = publisher !== undefined && recipient !== undefined && accord !== undefined && channel !== undefined;
  if (!isWhole || channel.length > MAX_CHANNEL || !Number.isSafeInteger(epoch)) {
    throw new Failure(
      'bad-encoding',
      'Not the origin of a feed: entente.v1/<publisher>/<recipient>/<accord>/<channel>/<epoch>.',
    );
  }
  if (publisher === recipient) throw new Failure('bad-encoding', 'The publisher of a feed is not its recipient.');
  return { publisher, recipient, accord, channel, epoch };
}

/** The feed that runs the other way. Epochs of the two are counted apart. */
export function oppositeOrigin(origin: Origin, epoch: number): Origin {
  return { ...origin, publisher: origin.recipient, recipient: origin.publisher, epoch };
}

/** The bare uuid of a STIX id such as `identity--<uuid>`. */
export function uuidOf(id: string): string {
  const uuid = id.slice(id.indexOf('--') + 2);
  if (!id.includes('--') || !new RegExp(`^${UUID}$`).test(uuid)) throw new Failure('bad-encoding', 'Not a STIX id.');
  return uuid;
}
