import type { Random } from './random.ts';
import type { SimNode } from './node.ts';
import { Lost, pull, type Pull } from './pull.ts';
import { serve, type Call, type Reply } from './serve.ts';

/** How the server's answer reaches the caller: a liar changes it. */
export type Answering = (node: SimNode, call: Call, reply: Reply) => Reply;

type Message = {
  readonly from: SimNode;
  readonly to: SimNode;
  readonly pull: Pull;
  readonly call: Call;
  /** undefined: still on its way to the server. */
  readonly reply: Reply | undefined;
};

/** What is under way between two nodes. Nothing arrives but by a step that the history takes. */
export type Network = {
  readonly start: (node: SimNode) => void;
  /** Any message that is under way goes one way further: so they delay and overtake each other. */
  readonly deliver: (random: Random) => void;
  readonly drop: (random: Random) => void;
  /** A call reaches the server once more than it was made. */
  readonly duplicate: (random: Random) => void;
  /** All of a node's pulls end where they are. */
  readonly forget: (node: SimNode) => void;
  readonly isIdle: () => boolean;
  /** The calls that are under way. */
  readonly calls: () => readonly Call[];
};

export function network(partnerOf: (node: SimNode) => SimNode, answering: () => Answering): Network {
  const underWay: Message[] = [];

  function goOn(message: Pick<Message, 'from' | 'to' | 'pull'>, resume: () => IteratorResult<Call, void>): void {
    const { done, value } = resume();
    if (done !== true) underWay.push({ ...message, call: value, reply: undefined });
  }

  const answer = ({ to, call }: Message): Reply => answering()(to, call, serve(to, call));
  const take = (random: Random): Message | undefined => underWay.splice(random.int(underWay.length), 1)[0];

  return {
    start: (node) => {
      const started = pull(node);
      goOn({ from: node, to: partnerOf(node), pull: started }, () => started.next());
    },
    deliver: (random) => {
      const message = take(random);
      if (!message) return;
      const { reply } = message;
      if (reply === undefined) underWay.push({ ...message, reply: answer(message) });
      else goOn(message, () => message.pull.next(reply));
    },
    drop: (random) => {
      const message = take(random);
      if (message) goOn(message, () => message.pull.throw(new Lost()));
    },
    duplicate: (random) => {
      const message = underWay[random.int(underWay.length)];
      if (message) answer(message);
    },
    forget: (node) => {
      for (let i = underWay.length - 1; i >= 0; i--) if (underWay[i]!.from === node) underWay.splice(i, 1);
    },
    isIdle: () => underWay.length === 0,
    calls: () => underWay.map(({ call }) => call),
  };
}
