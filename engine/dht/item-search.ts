/**
 * Gets an item (BEP 44): an immutable one ends the search, of a mutable one the newest counts. And puts one: to the
 * nearest nodes, with the tokens that the search brought. What is not proved by hash or signature counts for nothing.
 */
import { askTwice } from './ask-twice.js';
import type { DhtNode } from './dht-node.js';
import { isSigned, targetOf, targetOfKey } from './items.js';
import type { Answer, Ask, Item, MutableItem } from './krpc.js';
import type { Lookup, LookupResult } from './lookup.js';
import type { NodeId } from './node-id.js';

export type ItemName =
  | { readonly kind: 'immutable'; readonly target: NodeId }
  | { readonly kind: 'mutable'; readonly key: Uint8Array; readonly salt: Uint8Array };

export const targetOfName = (name: ItemName): NodeId => (name.kind === 'immutable' ? name.target : targetOfKey(name.key, name.salt));

/** Calls `onDone` once, with the item or null. */
export function getItem(node: DhtNode, name: ItemName, onDone: (item: Item | null, result: LookupResult) => void, nowMs: number): Lookup {
  const target = targetOfName(name);
  let best: Item | null = null;
  return node.lookup(
    {
      target,
      ask: { method: 'get', target, want: node.wanted(), seq: null },
      onAnswer: (answer) => {
        const found = provedItem(name, answer);
        if (found !== null && isNewer(found, best)) best = found;
        return best?.kind === 'immutable';
      },
      onDone: (result) => onDone(best, result),
    },
    nowMs,
  );
}

/** Calls `onDone` once, with the number of nodes that keep it now. `cas`: only over this sequence number. */
export function putItem(node: DhtNode, item: Item, cas: bigint | null, onDone: (storedAt: number) => void, nowMs: number): Lookup {
  const target = targetOf(item);
  const ask: Ask = { method: 'get', target, want: node.wanted(), seq: item.kind === 'mutable' ? item.seq : null };
  return node.lookup({ target, ask, onAnswer: () => false, onDone: ({ nearest }) => putTo(node, nearest, item, cas, onDone) }, nowMs);
}

function putTo(node: DhtNode, nearest: LookupResult['nearest'], item: Item, cas: bigint | null, onDone: (storedAt: number) => void): void {
  let open = 1;
  let storedAt = 0;
  const settle = () => {
    open--;
    if (open === 0) onDone(storedAt);
  };
  const onEnd = (done: boolean) => {
    if (done) storedAt++;
    settle();
  };
  for (const { contact, token } of nearest) {
    if (token !== null && token.length > 0 && askTwice(node, contact, { method: 'put', token, item, cas }, onEnd)) open++;
  }
  settle();
}

/** The item in an answer, if it is the one that was asked for. */
function provedItem(name: ItemName, { key, seq, signature, value }: Answer): Item | null {
  if (value === undefined) return null;
  if (name.kind === 'immutable') return targetOf({ kind: 'immutable', value }) === name.target ? { kind: 'immutable', value } : null;
  if (key === undefined || seq === undefined || signature === undefined || Buffer.compare(key, name.key) !== 0) return null;
  const item: MutableItem = { kind: 'mutable', value, key, salt: name.salt, seq, signature };
  return isSigned(item) ? item : null;
}

const isNewer = (found: Item, best: Item | null): boolean =>
  best === null || (found.kind === 'mutable' && best.kind === 'mutable' && found.seq > best.seq);
