/** What is asked of a gateway, whatever it speaks: that a port of its own leads to one of ours. */
import type { MappingMethod } from '../api/port-mapping.js';
import type { Result } from '../base/result.js';

export type MappedProtocol = 'tcp' | 'udp';

export interface MappingWish {
  readonly protocol: MappedProtocol;
  /** The port we listen on. */
  readonly internalPort: number;
  /** The port we would like on the outside; the gateway may give another. */
  readonly externalPort: number;
  /** Seconds; 0 takes the mapping away again. */
  readonly lifetimeS: number;
}

export interface Mapping {
  readonly externalPort: number;
  /** The gateway's address on the outside; null where it does not tell. */
  readonly externalAddress: string | null;
  /** Seconds from the answer; 0 = until it is taken away. */
  readonly lifetimeS: number;
}

/** `silent`: nobody answered. `refused`: somebody did, and will not. `unsupported`: it speaks another protocol or version. */
export interface MappingFailure {
  readonly kind: 'silent' | 'refused' | 'unsupported';
  /** For the log and the settings page, plain words. */
  readonly reason: string;
}

export type MappingResult = Result<Mapping, MappingFailure>;

/** The way to the internet. */
export interface Gateway {
  readonly address: string;
  /** Our own address on the way to it. */
  readonly localAddress: string;
}

/** One of the protocols, ready to be used with a gateway. Never rejects. */
export interface GatewayTalk {
  readonly method: MappingMethod;
  map(wish: MappingWish): Promise<MappingResult>;
  close(): void;
}
