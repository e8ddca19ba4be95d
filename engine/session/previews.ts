/**
 * Long file lists of torrents that were looked at and not added yet, so that a window can ask for the rows in view
 * without sending the torrent again. Only the last few are kept: who asks for another one looks at it again.
 */
import { MAX_PREVIEW_FILES } from '../metainfo/preview.js';
import { ShownFiles } from '../metainfo/shown-files.js';
import type { Metainfo, TorrentInfo } from '../metainfo/torrent-info.js';

const MOST_KEPT = 2;

export class Previews {
  /** In order of use. */
  private readonly kept = new Map<string, ShownFiles>();

  /** The files of a torrent that is looked at; a long list is remembered. */
  look({ info }: Metainfo): ShownFiles {
    const shown = new ShownFiles(info.files);
    if (shown.count > MAX_PREVIEW_FILES) this.remember(keyOf(info), shown);
    return shown;
  }

  /** By v1 hash, or by v2 hash where there is none; null: look at it again. */
  find(hash: string): ShownFiles | null {
    const shown = this.kept.get(hash);
    if (shown === undefined) return null;
    this.remember(hash, shown);
    return shown;
  }

  /** It was added: its list can be had from the torrent. */
  forget({ info }: Metainfo): void {
    this.kept.delete(keyOf(info));
  }

  private remember(key: string, shown: ShownFiles): void {
    this.kept.delete(key);
    this.kept.set(key, shown);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) return;
      this.kept.delete(oldest);
    }
  }
}

const keyOf = (info: TorrentInfo): string => info.infoHashV1 ?? info.infoHashV2 ?? '';
