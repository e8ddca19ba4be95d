/**
 * Who is banned in this session, and why. A first offence bans the peer: its id there, and the address and port where it
 * can be dialled; others behind the same address (a household, a company, this machine) are not touched. A second
 * connection from the same address that offends bans the whole address.
 */
import type { Endpoint } from '../api/ids.js';

/** Entries at most; the oldest are forgotten first. */
const MOST_BANS = 4096;

export interface Offence {
  readonly endpoint: Endpoint;
  /** 20 bytes; null when the connection has gone and its id is not known any more. */
  readonly peerId: Uint8Array | null;
  /** Which connection it was: one that offends twice has still offended once. */
  readonly connection: number;
  /** As shown to a person: "it sent damaged data". */
  readonly reason: string;
  /** Unix milliseconds. */
  readonly at: number;
}

export interface Ban {
  readonly host: string;
  /** null: the whole address. */
  readonly port: number | null;
  readonly reason: string;
  readonly at: number;
}

export class BanList {
  private readonly hosts = new Map<string, { ban: Ban; readonly connections: Set<number> }>();
  private readonly endpoints = new Set<string>();
  private readonly ids = new Set<string>();

  /** The whole address is banned. */
  hasHost(host: string): boolean {
    return this.hosts.get(host)?.ban.port === null;
  }
  hasEndpoint({ host, port }: Endpoint): boolean {
    return this.hasHost(host) || this.endpoints.has(`${host} ${port}`);
  }
  /** Ids can be copied: one is banned at its address only. */
  hasPeerId(peerId: Uint8Array, host: string): boolean {
    return this.ids.size > 0 && this.ids.has(`${host} ${hex(peerId)}`);
  }

  /** Notes an offence; the ban that follows, or null when that connection is banned for one already. */
  add({ endpoint, peerId, connection, reason, at }: Offence): Ban | null {
    const { host, port } = endpoint;
    const known = this.hosts.get(host);
    if (known?.connections.has(connection)) return null;
    const ban: Ban = { host, port: known === undefined ? port : null, reason, at };
    const connections = known?.connections ?? new Set<number>();
    connections.add(connection);
    this.hosts.delete(host);
    this.hosts.set(host, { ban, connections });
    this.endpoints.add(`${host} ${port}`);
    if (peerId !== null) this.ids.add(`${host} ${hex(peerId)}`);
    this.forgetOldest();
    return ban;
  }

  /** One for each address, the latest last. */
  list(): readonly Ban[] {
    return [...this.hosts.values()].map(({ ban }) => ban);
  }

  private forgetOldest(): void {
    const [host] = this.hosts.keys();
    if (this.hosts.size > MOST_BANS && host !== undefined) this.hosts.delete(host);
    for (const set of [this.endpoints, this.ids]) {
      const [oldest] = set;
      if (set.size > MOST_BANS && oldest !== undefined) set.delete(oldest);
    }
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
