/**
 * The web seeds of one torrent (BEP 19): introduces them to the picker and the piece flow, as a swarm does its peers.
 * They run while payload may move and something is missing. Invariant: a block asked of a web seed is finished or given
 * back, and what its limit was charged for is given back with it.
 */
import type { Endpoint } from '../api/ids.js';
import { BLOCK_BYTES } from '../base/block-size.js';
import { SLAB_BYTES } from '../base/slab.js';
import type { FilePaths } from '../metainfo/file-paths.js';
import { parseMagnet } from '../metainfo/magnet.js';
import type { TorrentInfo } from '../metainfo/torrent-info.js';
import { isFolderTorrent, urlPaths } from '../metainfo/url-paths.js';
import { cleanWebSeeds } from '../metainfo/urls.js';
import type { SavedWebSeedBan } from '../resume/record.js';
import { fileUrl } from '../webseed/file-url.js';
import { WebSeed } from '../webseed/web-seed.js';
import type { Contributor } from './probation.js';
import type { TorrentServices } from './services.js';
import type { TorrentContent } from './torrent-content.js';
import type { Traffic } from './traffic.js';
import { pickRun } from './web-seed-pick.js';
import { WebSeedSlot } from './web-seed-slot.js';

/** Web seeds that a torrent fetches from at the same time. */
const MOST_BUSY = 4;
/** Runs together hold at most this share of the memory for payload, and one never more than 16 MiB. */
const BUDGET_SHARE = 1 / 2;
const MOST_BLOCKS = (16 * 1024 * 1024) / BLOCK_BYTES;
/** A run that can wait for room or for memory waits until it has so great a share (1 / n) of a full one: small ones are not worth a request. */
const LEAST_SHARE = 2;
const BLOCKS_A_SLAB = SLAB_BYTES / BLOCK_BYTES;

export interface WebSeedsHost {
  readonly traffic: Traffic;
  /** Those of earlier runs too; a record remembers them. */
  webSeedBans: readonly SavedWebSeedBan[];
  /** A record would say something new. */
  dirty: boolean;
  log(level: 'info' | 'warn', text: string): void;
}

/** What they are made from: the torrent's description, and what of it is here. */
export interface WebSeedSource {
  readonly info: TorrentInfo;
  readonly infoBytes: Uint8Array;
  readonly webSeeds: readonly string[];
}

/** What was just picked; used and done with within one call. */
const picked = new Int32Array(MOST_BLOCKS * 2);

const NO_SLOTS: readonly WebSeedSlot[] = [];

export class WebSeeds {
  private slots: readonly WebSeedSlot[] = NO_SLOTS;
  private content: TorrentContent | null = null;

  constructor(
    private readonly host: WebSeedsHost,
    private readonly services: TorrentServices,
  ) {}

  /** Payload may move from now on. Web seeds keep what is known of them from one time to the next. */
  start(source: WebSeedSource, content: TorrentContent): void {
    this.content = content;
    if (this.slots.length === 0) this.slots = this.makeSlots(source, content);
    if (content.swarmContent !== null) for (const slot of this.slots) slot.start(content.swarmContent);
    this.askIdle();
  }

  /** More of them became known. */
  add(source: WebSeedSource, content: TorrentContent): void {
    if (this.slots.length === 0 && this.content === null) return; // made with the others, at the start
    const fresh = this.makeSlots(source, content);
    this.slots = [...this.slots, ...fresh];
    const { swarmContent } = this.content ?? {};
    if (swarmContent != null) for (const slot of fresh) slot.start(swarmContent);
  }

  /** It may no longer. Call before the flow is stopped. */
  stop(): void {
    this.content = null;
    for (const slot of this.slots) slot.stop();
  }

  /** Ten times a second. */
  run(nowMs: number): void {
    if (this.content === null) return;
    const wanted = this.isWanted;
    for (const slot of this.slots) {
      if (!wanted) slot.seed.stop();
      slot.seed.tick(nowMs);
      if (!slot.seed.isUsable) slot.uncount();
      else if (wanted) this.serve(slot, true);
    }
  }

  /** A piece is good: who has to prove itself may be asked for more, and there is memory again. */
  onPiece(): void {
    if (this.slots.length > 0) this.askIdle();
  }

  /** For the Peers tab. */
  all(): readonly WebSeedSlot[] {
    return this.slots;
  }
  get isBusy(): boolean {
    return this.slots.some(({ seed }) => seed.isBusy);
  }
  /** Web seeds that deliver, or could at any moment. */
  get readyCount(): number {
    if (this.content === null || !this.services.settings().webSeeds) return 0;
    return this.slots.filter(({ seed }) => seed.isUsable && seed.state.kind !== 'resting').length;
  }

  /** A block came from `winner`: web seeds that were asked for it too need not deliver it. */
  dropElsewhere(piece: number, block: number, winner: number): void {
    for (const { key, seed } of this.slots) if (key !== winner) seed.drop(piece, block);
  }

  /** Where the web seed with this key is; null when it is none. */
  endpointOf(key: number): Endpoint | null {
    return this.slots.find((slot) => slot.key === key)?.endpoint ?? null;
  }
  contributor(key: number): Contributor | undefined {
    return this.slots.find((slot) => slot.key === key);
  }
  /** It sent damaged data. False when the key is not that of a web seed. */
  convict(key: number): boolean {
    const slot = this.slots.find((other) => other.key === key);
    if (slot === undefined) return false;
    const why = 'it sent damaged data';
    if (slot.seed.state.kind === 'banned') return true;
    this.host.log('warn', `Banned web seed ${slot.seed.label}: ${why}.`);
    slot.seed.ban(why);
    this.host.webSeedBans = [...this.host.webSeedBans, { url: slot.url, why }];
    this.host.dirty = true;
    return true;
  }

  private askIdle(): void {
    if (!this.isWanted) return;
    for (const slot of this.slots) if (slot.seed.state.kind === 'idle') this.serve(slot, false);
  }

  private get isWanted(): boolean {
    return this.services.settings().webSeeds && this.content?.isComplete === false;
  }

  private serve(slot: WebSeedSlot, mayRepeat: boolean): void {
    const { content, host, services } = this;
    const { seed } = slot;
    const { swarmContent } = content ?? {};
    if (content === null || swarmContent == null || !seed.hasRoom || content.isComplete) return;
    if (!seed.isBusy && this.slots.filter((other) => other.seed.isBusy).length >= MOST_BUSY) return;
    const { blocksPerPiece } = content.geometry;
    const sharing = Math.min(MOST_BUSY, this.slots.filter((other) => other.seed.isUsable).length);
    const under = seed.blocksLeft;
    const share = Math.floor((services.pool.budgetSlabs * BUDGET_SHARE) / sharing) * BLOCKS_A_SLAB;
    const budget = share - under;
    const allowed = host.traffic.downloadAllowance(under * BLOCK_BYTES);
    const most = Math.max(1, Math.min(slot.runBlocks, budget, MOST_BLOCKS));
    const whole = Math.max(1, Math.floor(most / blocksPerPiece));
    const max = Math.min(
      Math.max(most, Math.min(blocksPerPiece, budget)),
      Math.floor(allowed / BLOCK_BYTES),
      slot.probationRoom(blocksPerPiece),
    );
    const least = Math.min(slot.runBlocks, share) / LEAST_SHARE;
    if (max <= 0 || (seed.isBusy && max < least)) return;
    const free = services.pool.freeSlabs * BLOCKS_A_SLAB;
    if (swarmContent.flow.isWorking && free < Math.min(max, least)) return; // what is at the disk frees more in a moment
    const count = pickRun(swarmContent.picker, slot, max, picked, slot.onParole ? 1 : whole, mayRepeat && !seed.isBusy);
    if (count > 0) slot.fetch(picked, count);
  }

  private makeSlots({ info, infoBytes, webSeeds }: WebSeedSource, content: TorrentContent): WebSeedSlot[] {
    const folder = isFolderTorrent(info);
    let paths: FilePaths | null = null; // worked out when first asked for: not every torrent with web seeds needs them
    const { clock, random } = this.services;
    return webSeeds.map((base) => {
      const url = new URL(base);
      const slot: WebSeedSlot = new WebSeedSlot(base, url, this.host.traffic, clock, (key) => {
        const host = {
          nowMs: () => clock.now(),
          wallNow: () => clock.wallNow(),
          urlOf: (file: number) => {
            paths ??= urlPaths(info, infoBytes);
            return fileUrl(base, paths.at(file), folder);
          },
          localAddress: () => this.services.settings().bindAddress,
          mayRead: () => !this.host.traffic.isOverdrawn,
          onRunEnded: (tookMs: number, whole: boolean) => slot.runEnded(tookMs, whole),
          onRoom: () => this.serve(slot, false),
          onPieces: () => slot.count(),
          log: (level: 'info' | 'warn', text: string) => this.host.log(level, text),
        };
        return new WebSeed(key, url.host, content.layout, this.services.webHttp, random, host);
      });
      const ban = this.host.webSeedBans.find((other) => other.url === base);
      if (ban !== undefined) slot.seed.ban(ban.why);
      return slot;
    });
  }
}

/** The web seeds that a magnet names (`ws=`), once its metadata is known. */
export function webSeedsOfMagnet(uri: string | null, info: TorrentInfo): readonly string[] {
  const magnet = uri === null ? null : parseMagnet(uri);
  return magnet?.ok ? cleanWebSeeds(magnet.value.webSeeds, isFolderTorrent(info)) : [];
}
