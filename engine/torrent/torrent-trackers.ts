/** The trackers of one torrent: what they are told about it, and what becomes of their answers. */
import type { Endpoint } from '../api/ids.js';
import type { TrackerRow } from '../api/torrent-view.js';
import { scopeOf } from '../base/ip-address.js';
import type { HttpPort } from '../base/ports.js';
import { Announcer } from '../trackers/announcer.js';
import type { TorrentServices } from './services.js';

export interface TorrentTrackersHost {
  amounts(): {
    readonly uploadedBytes: number;
    readonly downloadedBytes: number;
    readonly leftBytes: number;
    /** We are a partial seed (BEP 21). */
    readonly paused: boolean;
  };
  numWant(): number;
  /** BEP 27: one tracker at a time. */
  readonly isPrivate: boolean;
  onPeers(peers: readonly Endpoint[], from: string | null): void;
  /** A private torrent's tracker has failed, and another answers. */
  onSwitch(): void;
  onChange(): void;
  log(level: 'info' | 'warn' | 'error', text: string): void;
}

export interface TorrentIdentity {
  /** 20 bytes. */
  readonly infoHash: Uint8Array;
  /** 20 bytes. */
  readonly peerId: Uint8Array;
  readonly tiers: readonly (readonly string[])[];
}

export class TorrentTrackers {
  private announcer: Announcer;
  private running = false;

  constructor(
    private readonly identity: TorrentIdentity,
    private readonly services: TorrentServices,
    private readonly host: TorrentTrackersHost,
  ) {
    this.announcer = announcerFor(identity, services, host);
  }

  rows(): TrackerRow[] {
    return this.announcer.rows();
  }
  start(): void {
    this.running = true;
    if (this.services.settings().trackers) this.announcer.start();
  }
  /** Says goodbye in the background, for at most two seconds; also waits for one that is under way. */
  stop(): Promise<void> {
    this.running = false;
    return this.announcer.stop();
  }
  completed(): void {
    this.announcer.completed();
  }
  announceNow(): void {
    this.announcer.announceNow();
  }
  /** Somebody looks at the trackers: their figures are brought up to date. */
  refreshFigures(): void {
    this.announcer.refreshFigures();
  }
  /** Other trackers from now on (a duplicate brought new ones). */
  replace(tiers: TorrentIdentity['tiers']): void {
    void this.announcer.stop();
    this.announcer = announcerFor({ ...this.identity, tiers }, this.services, this.host);
    if (this.running) this.start();
  }
}

function announcerFor(identity: TorrentIdentity, services: TorrentServices, host: TorrentTrackersHost): Announcer {
  const { clock, external, random, udp } = services;
  const facts = () => ({ port: services.listenPort(), numWant: host.numWant(), ipv6: globalIpv6(services), ...host.amounts() });
  return new Announcer(
    {
      facts,
      onPeers: (peers, from) => host.onPeers(peers, from),
      onSwitch: () => host.onSwitch(),
      onExternalIp: (ip, from) => external.voteText(from, ip),
      onChange: () => host.onChange(),
      log: (level, text) => host.log(level, text),
    },
    {
      infoHash: identity.infoHash,
      peerId: identity.peerId,
      tiers: identity.tiers,
      clock,
      random,
      http: boundHttp(services),
      udp,
      allowed: () => services.settings().trackers,
      oneAtATime: () => host.isPrivate,
    },
  );
}

/** Asks from the address that we are bound to, and from no other. */
function boundHttp({ http, settings }: TorrentServices): HttpPort {
  const bound = <T extends object>(request: T) => {
    const { bindAddress } = settings();
    return bindAddress === null ? request : { ...request, localAddress: bindAddress };
  };
  return {
    get: (request, signal) => http.get(bound(request), signal),
    families: async (request) => http.families?.(bound(request)) ?? [],
  };
}

/** Told to trackers only where the whole internet can reach it, and where we are not bound to one address. */
function globalIpv6({ external, settings }: TorrentServices): string | null {
  const ip = settings().bindAddress === null ? external.of(6) : null;
  return ip !== null && scopeOf(ip) === 'global' ? ip : null;
}
