/** The search for peers on the local network (BEP 14), as the settings want it: on, off, or on another interface. */
import type { Settings } from '../api/settings.js';
import { ipFamily, scopeOf } from '../base/ip-address.js';
import type { Clock, MulticastPort, Multicasts, Random } from '../base/ports.js';
import { Lsd, type LsdMember } from '../discovery/lsd.js';
import { LSD_GROUPS, type LsdGroup } from '../discovery/lsd-message.js';

export interface LocalDiscoveryHost {
  settings(): Pick<Settings, 'bindAddress' | 'lsd' | 'lsdInterface'>;
  listenPort(): number | null;
}

export class LocalDiscovery {
  private readonly lsd: Lsd;
  private readonly members = new Set<LsdMember>();
  private joined: ReadonlyMap<LsdGroup, MulticastPort> = new Map();
  /** The port that was said. */
  private said: number | null = null;
  /** What it is joined by; null while it is off. */
  private place: { readonly only: string | null } | null = null;

  constructor(
    private readonly host: LocalDiscoveryHost,
    private readonly ports: { readonly clock: Clock; readonly random: Random; readonly multicasts: Multicasts | null },
  ) {
    this.lsd = new Lsd({
      clock: ports.clock,
      random: ports.random,
      listenPort: () => host.listenPort(),
      groups: () => [...this.joined.keys()],
      send: (group, bytes) => this.joined.get(group)?.send(bytes),
    });
  }

  /** A torrent that is not private. */
  join(member: LsdMember): void {
    this.members.add(member);
    if (this.place !== null) this.lsd.join(member);
  }
  leave(member: LsdMember): void {
    this.members.delete(member);
    this.lsd.leave(member);
  }

  /** The settings or our port have changed. */
  apply(): void {
    const wanted = this.wanted();
    const same = wanted?.only === this.place?.only && (wanted === null) === (this.place === null);
    if (!same) {
      this.part();
      this.place = wanted;
      if (wanted !== null) this.meet(wanted.only);
    }
    const port = this.host.listenPort();
    if (this.place !== null && port !== this.said) this.lsd.sayAgain();
    this.said = port;
  }

  close(): void {
    this.part();
    this.place = null;
    this.members.clear();
  }

  /** Bound to one address: only on its interface. Bound to this machine alone: nowhere, unless an interface is named. */
  private wanted(): { readonly only: string | null } | null {
    const { bindAddress, lsd, lsdInterface } = this.host.settings();
    if (!lsd || this.ports.multicasts === null) return null;
    if (lsdInterface !== null) return { only: lsdInterface };
    return bindAddress !== null && scopeOf(bindAddress) === 'loopback' ? null : { only: bindAddress };
  }

  private meet(only: string | null): void {
    const family = only === null ? null : ipFamily(only);
    const groups = LSD_GROUPS.filter((group) => family === null || group.family === family);
    const { multicasts } = this.ports;
    if (multicasts === null) return;
    this.joined = new Map(groups.map((group) => [group, multicasts.join(group, only, (bytes, from) => this.lsd.hear(bytes, from))]));
    for (const member of this.members) this.lsd.join(member);
  }

  private part(): void {
    for (const port of this.joined.values()) port.close();
    this.joined = new Map();
    this.lsd.close();
  }
}
