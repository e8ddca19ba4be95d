/** Asks, and once more where no answer comes in the usual time: for what may be done twice (an announce, a put). Datagrams are lost. */
import type { Contact } from './contact.js';
import type { Ask } from './krpc.js';
import type { Asker } from './query-book.js';

export interface TwiceHost {
  ask(to: Contact, ask: Ask, asker: Asker, again: boolean): boolean;
}

/** Calls `onEnd` once, with whether it was done. False, and no call, when nothing can be sent now. */
export function askTwice(host: TwiceHost, to: Contact, ask: Ask, onEnd: (done: boolean) => void): boolean {
  let open = 1;
  let ended = false;
  const end = (done: boolean) => {
    open--;
    if (ended || (!done && open > 0)) return;
    ended = true;
    onEnd(done);
  };
  const asker: Asker = {
    onAnswer: () => end(true),
    onFailed: () => end(false),
    onSlow: () => {
      if (!ended && host.ask(to, ask, { onAnswer: () => end(true), onFailed: () => end(false) }, true)) open++;
    },
  };
  return host.ask(to, ask, asker, false);
}
