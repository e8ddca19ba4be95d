/** A web seed, the server it asks, and the torrent it brings blocks to: what is played in the tests of web seeds. */
import type { HttpBodySink, HttpHead, HttpStreamRequest } from '../../../../engine/base/ports.js';
import { FileLayout } from '../../../../engine/metainfo/file-layout.js';
import { FileList } from '../../../../engine/metainfo/file-list.js';
import { BLOCK_BYTES, Geometry } from '../../../../engine/metainfo/geometry.js';
import { WebSeed } from '../../../../engine/webseed/web-seed.js';

export const B = BLOCK_BYTES;

/** A web server that answers when told to. */
export class Wire {
  readonly asked: { readonly request: HttpStreamRequest; readonly sink: HttpBodySink; cancelled: boolean; reading: boolean }[] = [];
  stream(request: HttpStreamRequest, sink: HttpBodySink) {
    const entry = { request, sink, cancelled: false, reading: true };
    this.asked.push(entry);
    return {
      setReading: (reading: boolean) => {
        entry.reading = reading;
      },
      cancel: () => {
        entry.cancelled = true;
      },
    };
  }
  get last() {
    const entry = this.asked.at(-1);
    if (entry === undefined) throw new Error('nothing was asked');
    return entry;
  }
  get range(): string {
    return this.last.request.headers?.range ?? '';
  }
  head(status: number, headers: HttpHead['headers'] = {}): boolean {
    return this.last.sink.onHead({ status, headers });
  }
  /** The answer to what was asked: the right head. */
  part(fileBytes: number): void {
    this.head(206, { 'content-range': `bytes ${this.range.slice(6)}/${fileBytes}` });
  }
}

export class WebSeedStage {
  nowMs = 1_000;
  /** The limit lets bytes be read. */
  mayRead = true;
  readonly wire = new Wire();
  /** What the torrent was told, in order. */
  readonly events: string[] = [];
  /** Runs that ended: how long each took, in ms, and whether it came whole. */
  readonly ended: [number, boolean][] = [];
  private readonly target = {
    begin: (piece: number, offset: number) => this.events.push(`begin ${piece} ${offset / B}`) > 0,
    write: () => undefined,
    finish: (piece: number, offset: number) => void this.events.push(`finish ${piece} ${offset / B}`),
    giveBack: (piece: number, block: number, begun: boolean) =>
      void this.events.push(`back ${piece} ${block} ${begun ? 'begun' : 'asked'}`),
    onBytes: (bytes: number, wasted: number) => {
      this.events.push(`bytes ${bytes} ${wasted}`);
      return this.mayRead;
    },
  };

  /** A seed of files of these sizes, with two blocks to a piece. */
  seedOf(sizes: readonly number[]): WebSeed {
    const list = new FileList();
    for (const size of sizes) list.add('f', size, 0);
    const layout = new FileLayout(list.table(), new Geometry(2 * B, list.totalSize));
    return new WebSeed(
      7,
      'seed.test',
      layout,
      this.wire,
      { next: () => 0, bytes: (count) => new Uint8Array(count) },
      {
        nowMs: () => this.nowMs,
        wallNow: () => 1_700_000_000_000 + this.nowMs,
        urlOf: (file) => `http://seed.test/${file}`,
        localAddress: () => null,
        mayRead: () => this.mayRead,
        onRunEnded: (tookMs, whole) => void this.ended.push([tookMs, whole]),
        onRoom: () => void this.events.push('room'),
        onPieces: () => void this.events.push('pieces'),
        log: () => undefined,
      },
    );
  }

  /** Asks the seed for blocks, given as piece and block in turn. */
  fetch(seed: WebSeed, ...pairs: number[]): void {
    seed.fetch(Int32Array.from(pairs), pairs.length / 2, this.target);
  }

  /** What the torrent got back, in order. */
  get givenBack(): string[] {
    return this.events.filter((event) => event.startsWith('back'));
  }
}
