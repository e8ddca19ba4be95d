/**
 * Branded identifiers: plain strings and numbers at run time, distinct types to the compiler.
 * A brand is put on in one place (the decoder or the registry that made the value) and trusted after that.
 */
declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

/** Our own name for a torrent in this profile: 16 lower-case hex digits, stable across restarts. Never an info-hash: a hybrid torrent has two. */
export type TorrentId = Brand<string, 'TorrentId'>;
/** SHA-1 of the raw info dictionary, 40 lower-case hex digits (BEP 3). */
export type InfoHashV1 = Brand<string, 'InfoHashV1'>;
/** SHA-256 of the raw info dictionary, 64 lower-case hex digits (BEP 52). */
export type InfoHashV2 = Brand<string, 'InfoHashV2'>;
/** Index of a piece, 0-based. */
export type PieceIndex = Brand<number, 'PieceIndex'>;
/** Index of a 16 KiB block inside its piece, 0-based. */
export type BlockIndex = Brand<number, 'BlockIndex'>;
/** Index into a torrent's file table, pads included, 0-based. */
export type FileIndex = Brand<number, 'FileIndex'>;
/** A peer's key inside this process: small integers, reused after the peer has gone. */
export type PeerKey = Brand<number, 'PeerKey'>;

/** An internet address: `host` is a literal IPv4 or IPv6 address without brackets, or a name still to be resolved. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}
