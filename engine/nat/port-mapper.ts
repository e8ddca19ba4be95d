/**
 * Keeps our port open at the gateway: asks by PCP, NAT-PMP and UPnP in turn until one works, renews at half of what was granted (a VPN
 * that lends a port for a minute is followed as well as a router that gives a day), and starts over when the network changes. One state,
 * one transition at a time; whatever was asked for before a change of port or network is ignored when it comes.
 */
import type { PortMapping } from '../api/port-mapping.js';
import type { Clock } from '../base/ports.js';
import type { Gateway, GatewayTalk, MappingResult } from './mapping.js';

/** Half an hour: asked for again every quarter, so that a gateway that lost its memory is mended soon. */
const LIFETIME_S = 1_800;
const SHORTEST_RENEWAL_MS = 10_000;
/** After nothing worked; doubles up to the longest. */
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

export interface PortMapperHost {
  readonly clock: Clock;
  /** The way to the internet, or null where there is none that can be asked. Never rejects. */
  findGateway(): Promise<Gateway | null>;
  /** The protocols to try, best first. */
  talksTo(gateway: Gateway): readonly GatewayTalk[];
  onChange(mapping: PortMapping): void;
}

export class PortMapper {
  private mapping: PortMapping = { kind: 'off' };
  private port: number | null = null;
  /** The protocol that worked, and what it talks to. */
  private talk: GatewayTalk | null = null;
  private round = 0;
  private failures = 0;
  private cancelTimer = (): void => undefined;

  constructor(private readonly host: PortMapperHost) {}

  get state(): PortMapping {
    return this.mapping;
  }

  /** The port to keep open; null = none, and an open one is closed. */
  setPort(port: number | null): void {
    if (port === this.port) return;
    const before = this.port;
    const talk = this.talk;
    this.port = port;
    if (before !== null && talk !== null) void release(talk, before, port === null);
    if (port === null) this.talk = null;
    this.restart();
  }

  /** Another network: another gateway, perhaps. */
  networkChanged(): void {
    this.talk?.close();
    this.talk = null;
    this.restart();
  }

  /** Takes the mapping away, waiting at most as long as the gateway takes to answer. */
  async close(): Promise<void> {
    const { port, talk } = this;
    this.port = null;
    this.talk = null;
    this.stop();
    if (port !== null && talk !== null) await release(talk, port, true);
  }

  private stop(): void {
    this.round++;
    this.cancelTimer();
  }

  private restart(): void {
    this.stop();
    this.failures = 0;
    this.change(this.port === null ? { kind: 'off' } : { kind: 'asking' });
    void this.work();
  }

  /** One round: maps, by what worked before or by all in turn, and sets the time of the next. */
  private async work(): Promise<void> {
    const { port } = this;
    const round = ++this.round;
    if (port === null) return;
    const known = this.talk;
    const outcome = (known !== null ? await mapBoth(known, port) : null) ?? (await this.tryAll(port));
    if (round !== this.round) return; // overtaken
    if (outcome.ok) {
      this.failures = 0;
      const { mapping, renewMs } = outcome;
      this.talk = outcome.talk;
      this.change(mapping);
      this.again(Math.max(SHORTEST_RENEWAL_MS, renewMs));
      return;
    }
    this.talk = null;
    this.change({ kind: 'none', reason: outcome.reason });
    this.again(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures++));
  }

  private again(delayMs: number): void {
    this.cancelTimer = this.host.clock.after(delayMs, () => void this.work());
  }

  private async tryAll(port: number): Promise<Outcome> {
    const gateway = await this.host.findGateway();
    if (gateway === null) return { ok: false, reason: 'no router was found' };
    let reason = 'the router speaks no protocol for opening ports';
    const talks = this.host.talksTo(gateway);
    for (const [at, talk] of talks.entries()) {
      const outcome = await mapBoth(talk, port, (failure) => {
        if (failure.kind === 'refused') reason = failure.reason;
      });
      if (outcome === null) {
        talk.close();
        continue;
      }
      for (const unused of talks.slice(at + 1)) unused.close();
      return outcome;
    }
    return { ok: false, reason };
  }

  private change(mapping: PortMapping): void {
    this.mapping = mapping;
    this.host.onChange(mapping);
  }
}

type Mapped = Extract<PortMapping, { kind: 'mapped' }>;
type Outcome =
  | { readonly ok: true; readonly talk: GatewayTalk; readonly mapping: Mapped; readonly renewMs: number }
  | { readonly ok: false; readonly reason: string };
type Failure = Extract<MappingResult, { ok: false }>['error'];

/** TCP, then UDP at the same outer port if it can be; null when TCP cannot be mapped. */
async function mapBoth(
  talk: GatewayTalk,
  port: number,
  onFailure: (failure: Failure) => void = () => undefined,
): Promise<Extract<Outcome, { ok: true }> | null> {
  const tcp = await talk.map({ protocol: 'tcp', internalPort: port, externalPort: port, lifetimeS: LIFETIME_S });
  if (!tcp.ok) {
    onFailure(tcp.error);
    return null;
  }
  const { externalPort, externalAddress } = tcp.value;
  const udp = await talk.map({ protocol: 'udp', internalPort: port, externalPort, lifetimeS: LIFETIME_S });
  const granted = [tcp, udp].map((one) => (one.ok && one.value.lifetimeS > 0 ? one.value.lifetimeS : LIFETIME_S));
  return {
    ok: true,
    talk,
    // Who finds our UDP port by the TCP one (uTP, the DHT's implied port) needs both to be the same.
    mapping: { kind: 'mapped', method: talk.method, externalPort, externalAddress, udp: udp.ok && udp.value.externalPort === externalPort },
    renewMs: (Math.min(...granted) * 1_000) / 2,
  };
}

/** Takes both mappings of a port away; what cannot be taken away ends by itself. */
async function release(talk: GatewayTalk, port: number, last: boolean): Promise<void> {
  await Promise.all((['tcp', 'udp'] as const).map((protocol) => talk.map({ protocol, internalPort: port, externalPort: 0, lifetimeS: 0 })));
  if (last) talk.close();
}
