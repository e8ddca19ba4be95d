/** The distributed hash table as the outside sees it, and what of it is kept over restarts. */

export type DhtFacts =
  /** Switched off, or without a socket. */
  | { readonly kind: 'off' }
  /** `bootstrapping`: we do not know yet who is near us. Counts are of nodes that answer; null: not in that family's network. */
  | { readonly kind: 'bootstrapping' | 'ready'; readonly ipv4Nodes: number | null; readonly ipv6Nodes: number | null };

/** One family's part; hostile until it is read: the file may be anybody's. */
export interface SavedDhtFamily {
  /** Our id, 20 bytes. */
  readonly id: Uint8Array;
  /** Nodes in their compact form: 26 bytes each, 38 for IPv6. */
  readonly nodes: Uint8Array;
}

export interface SavedDht {
  readonly ipv4: SavedDhtFamily | null;
  readonly ipv6: SavedDhtFamily | null;
}

export type DhtStatus =
  /** No node is known yet, or others come first. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'searching' }
  /** `announcedAt`: how many nodes keep our address for others to find. Times are Unix milliseconds. */
  | { readonly kind: 'done'; readonly lastSearchAt: number; readonly announcedAt: number };

/** What the distributed hash table does for one torrent, in this run. */
export interface DhtRow {
  readonly status: DhtStatus;
  /** About how many there are, as nodes told (BEP 33); null when nobody has looked. */
  readonly seeds: number | null;
  readonly leeches: number | null;
  readonly peersReceived: number;
  readonly nextSearchAt: number | null;
}
