import type { Random } from './random.ts';
import type { SimNode } from './node.ts';
import { Lost } from './lost.ts';
import { pull, type Pull } from './pull.ts';
import type { PullAct, ServeAct, Tape } from './tape.ts';
import { serve, type Call, type Reply } from './serve.ts';

/** How the server's answer reaches the caller: a liar changes it. */
export type Answering = (node: SimNode, call: Call, reply: Reply) => Reply;
/** `isChanged`: by a partner that does not return what it holds. */
type Said = { readonly reply: Reply; readonly isChanged: boolean };

type Message = {
  readonly from: SimNode;
  readonly to: SimNode;
  readonly pull: Pull;
  readonly number: number;
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

export function network(
  partnerOf: (node: SimNode) => SimNode,
  answering: () => (node: SimNode, call: Call, reply: Reply) => Said,
  tape: Tape,
): Network {
  const underWay: Message[] = [];
  let pulls = 0;

  type Going = Omit<Message, 'call' | 'reply'>;
  function goOn(message: Going, did: 'start' | 'go-on' | 'lose', resume: () => IteratorResult<Call, void>): void {
    tape.act({ did, at: message.from, pull: message.number }, (act: PullAct) => {
      const { done, value } = resume();
      if (done === true) return;
      act.next = value;
      underWay.push({ ...message, call: value, reply: undefined });
    });
  }

  const answer = ({ to, call, number }: Message, did: 'answer' | 'repeat'): Reply =>
    tape.act({ did, at: to, pull: number }, (act: ServeAct) => {
      const said = answering()(to, call, serve(to, call));
      act.isChanged = said.isChanged;
      return (act.reply = said.reply);
    });
  const take = (random: Random): Message | undefined => underWay.splice(random.int(underWay.length), 1)[0];

  return {
    start: (node) => {
      const started = pull(node);
      goOn({ from: node, to: partnerOf(node), pull: started, number: ++pulls }, 'start', () => started.next());
    },
    deliver: (random) => {
      const message = take(random);
      if (!message) return;
      const { reply } = message;
      if (reply === undefined) underWay.push({ ...message, reply: answer(message, 'answer') });
      else goOn(message, 'go-on', () => message.pull.next(reply));
    },
    drop: (random) => {
      const message = take(random);
      if (message) goOn(message, 'lose', () => message.pull.throw(new Lost()));
    },
    duplicate: (random) => {
      const message = underWay[random.int(underWay.length)];
      if (message) answer(message, 'repeat');
    },
    forget: (node) => {
      for (let i = underWay.length - 1; i >= 0; i--) if (underWay[i]!.from === node) underWay.splice(i, 1);
    },
    isIdle: () => underWay.length === 0,
    calls: () => underWay.map(({ call }) => call),
  };
}
