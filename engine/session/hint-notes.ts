/**
 * Notes every two seconds what each torrent got since its record was written, without waiting for the disk: pieces, and blocks of
 * those that fill slowly, which are written to their places first. So what ends the program costs seconds of traffic, at no sync.
 */
import type { TorrentId } from '../api/ids.js';
import type { Hints } from '../resume/hints-codec.js';

const EVERY_MS = 2000;

/** A torrent, as far as this is concerned. */
export interface Hinted {
  readonly id: TorrentId;
  readonly content: {
    /** Writes blocks of slow pieces; true when there is anything new to note. */
    keepSlow(): Promise<boolean>;
    hints(): Hints;
  } | null;
}

export class HintNotes {
  private nextAt = 0;
  /** Torrents whose disk has not answered yet: it keeps no other one waiting. */
  private readonly busy = new Set<Hinted>();

  constructor(private readonly note: (id: TorrentId, hints: Hints) => Promise<void>) {}

  /** Begins a round when it is time. */
  run(torrents: Iterable<Hinted>, nowMs: number): void {
    if (nowMs < this.nextAt) return;
    this.nextAt = nowMs + EVERY_MS;
    for (const torrent of torrents) {
      if (torrent.content === null || this.busy.has(torrent)) continue;
      this.busy.add(torrent);
      void this.noteOne(torrent).finally(() => this.busy.delete(torrent));
    }
  }

  private async noteOne({ content, id }: Hinted): Promise<void> {
    if (content === null || !(await content.keepSlow())) return;
    await this.note(id, content.hints()).catch(() => undefined); // without them more is fetched again, and nothing is lost
  }
}
