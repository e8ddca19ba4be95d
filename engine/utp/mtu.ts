/**
 * How large packets may be. Nothing tells us: fragments arrive whole or not at all, and Node can neither forbid
 * fragmenting nor learn of it. So packets begin at a size that passes nearly everywhere, and now and then one is made
 * larger by padding. Where such a probe arrives, packets become that large; where it is lost twice, they do not. What a
 * lost probe carried is sent again without the padding, so a probe costs nothing but its loss.
 */
import { canPad, HEADER_BYTES } from './packet.js';

/** Datagrams that need no fragmenting in an Ethernet frame: 1500 less the headers of IP and UDP. */
const CEILING = { 4: 1472, 6: 1452 } as const;
/** What passes through the usual tunnels; for IPv6 what every line must take (RFC 8200: 1280). */
const FALLBACK = { 4: 1400, 6: 1232 } as const;
/** Where nothing comes through any more the line may have become narrower: the least that anybody must take. */
const LEAST = { 4: 548, 6: 1232 } as const;
/** The search ends when it could win less. */
const FINE_BYTES = 16;
const TRIES = 2;
const AGAIN_AFTER_MS = 600_000;
/** Time-outs in a row that make the size suspect. */
const SUSPECT_TIMEOUTS = 3;

export class PacketSize {
  private size: number;
  private ceiling: number;
  private nextProbe: number;
  private tries = 0;
  /** The probe under way: its number; -1: none. */
  private probe = -1;
  private searchAtMs = 0;

  constructor(private readonly family: 4 | 6) {
    this.size = FALLBACK[family];
    this.ceiling = CEILING[family];
    this.nextProbe = this.ceiling; // most lines are Ethernet to the end: one probe settles it
  }

  /** Bytes of a full packet now. */
  get packetBytes(): number {
    return this.size;
  }
  /** Payload of a full packet now. */
  get payloadBytes(): number {
    return this.size - HEADER_BYTES;
  }

  /** The size of a probe to send now, bytes; 0: none is due. */
  probeSize(nowMs: number): number {
    if (this.probe >= 0 || nowMs < this.searchAtMs) return 0;
    if (this.ceiling - this.size >= FINE_BYTES) return this.nextProbe;
    this.searchAtMs = nowMs + AGAIN_AFTER_MS;
    this.begin();
    return 0;
  }
  /** How much padding makes a packet of `lengthBytes` a probe; 0 where that cannot be. */
  paddingFor(lengthBytes: number, probeBytes: number): number {
    const padding = probeBytes - lengthBytes;
    return padding > 0 && canPad(padding) ? padding : 0;
  }

  isProbe(sequence: number): boolean {
    return sequence === this.probe;
  }
  onProbeSent(sequence: number): void {
    this.probe = sequence;
  }
  onProbeArrived(): void {
    this.probe = -1;
    this.tries = 0;
    this.size = this.nextProbe;
    this.aim();
  }
  onProbeLost(): void {
    this.probe = -1;
    if (++this.tries < TRIES) return;
    this.tries = 0;
    this.ceiling = this.nextProbe - 1;
    this.aim();
  }

  /** It was sent anew without its padding: nothing can be learnt of it. */
  forgetProbe(): void {
    this.probe = -1;
  }

  /** Nothing came back, `inRow` times in a row. */
  onTimeout(inRow: number): void {
    this.probe = -1;
    if (inRow < SUSPECT_TIMEOUTS) return;
    this.size = Math.min(this.size, inRow === SUSPECT_TIMEOUTS ? FALLBACK[this.family] : LEAST[this.family]);
    this.begin();
  }

  private begin(): void {
    this.ceiling = CEILING[this.family];
    this.nextProbe = this.ceiling;
    this.tries = 0;
  }
  private aim(): void {
    this.nextProbe = Math.min(this.ceiling, Math.ceil((this.size + this.ceiling + 1) / 2));
  }
}
