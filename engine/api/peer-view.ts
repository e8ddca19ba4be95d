import type { Transport } from './transport.js';

/** One connected peer as the Peers tab shows it. */
export interface PeerRow {
  readonly key: number;
  /** `host:port`, IPv6 in brackets. */
  readonly address: string;
  /** Client name decoded from the peer id or the extension handshake; untrusted text. */
  readonly client: string;
  readonly transport: Transport | 'webseed';
  readonly incoming: boolean;
  /** `handshake`: only the beginning of the connection was encrypted; `rc4`: all of it is. */
  readonly encryption: 'none' | 'handshake' | 'rc4';
  /** How we learned of it. */
  readonly source: 'tracker' | 'dht' | 'pex' | 'lsd' | 'incoming' | 'user' | 'resume' | 'torrent';
  /** Share of the torrent it has, 0..1. */
  readonly progress: number;
  /** 32 buckets of its bitfield, share held 0..255. */
  readonly strip: Uint8Array;
  readonly downBps: number;
  readonly upBps: number;
  readonly downloadedBytes: number;
  readonly uploadedBytes: number;
  readonly requestsOut: number;
  readonly requestsIn: number;
  readonly weInterested: boolean;
  readonly theyInterested: boolean;
  readonly weChoked: boolean; // they choke us
  readonly theyChoked: boolean; // we choke them
  readonly snubbed: boolean;
  readonly optimistic: boolean;
}

/** Somebody banned in this session, and why: who corrupts data or breaks the protocol, nobody else. */
export interface BanRow {
  /** `host:port` of one peer, or the host alone where the whole address is banned. */
  readonly address: string;
  /** A plain clause: "it sent damaged data". */
  readonly reason: string;
  /** Unix milliseconds. */
  readonly at: number;
}
