/** What one family's node of the DHT asks of those around it, and what the nodes of both families share. */
import type { Random } from '../base/ports.js';
import type { Contact } from './contact.js';
import type { DhtCounters } from './dht-counters.js';
import type { FloodGuard } from './flood-guard.js';
import type { ItemStore } from './item-store.js';
import type { NodeId } from './node-id.js';
import type { Place } from './place.js';
import type { SendBudget } from './send-budget.js';
import type { Tokens } from './tokens.js';

export interface DhtNodeHost {
  send(bytes: Uint8Array, place: Place): void;
  /** Nodes near a target in the other family's network; null where we are not in it. */
  othersNear(target: NodeId): readonly Contact[] | null;
  /** Somebody named nodes of the other family. */
  onOthers(contacts: readonly Contact[]): void;
  /** Nodes of the other family are to be asked for. */
  wantsOthers(): boolean;
  /** The node at `voter` says that we are at `host`. */
  onSeenAs(host: string, voter: string): void;
  /** How many nodes we know, or whether we are ready, may have changed. */
  onChange(): void;
}

/** What the nodes of both families share, and what is set for both. */
export interface DhtCommons {
  readonly random: Random;
  readonly tokens: Tokens;
  readonly items: ItemStore;
  readonly guard: FloodGuard;
  readonly budget: SendBudget;
  readonly counters: DhtCounters;
  /** We answer nobody, and say so (BEP 43). */
  isReadOnly(): boolean;
}
