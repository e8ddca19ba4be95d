/**
 * How a torrent's data is come to be trusted: opened by what a record says, or hashed anew. What follows from it is
 * told as events of the torrent's state; an answer that comes after the torrent has moved on is dropped.
 */
import type { ErrorView } from '../api/errors.js';
import type { ResumeRecord } from '../resume/record.js';
import { makeFiles, openContent } from './content-opening.js';
import type { TorrentContent } from './torrent-content.js';
import type { TorrentHost } from './torrent-host.js';
import type { TorrentState, TorrentStateEvent } from './torrent-state.js';

export interface DataCheckHost {
  /** The data is said to be whole: it is checked, and nothing is downloaded. */
  readonly seedOnly: boolean;
  /** This content is still the torrent's, in a state of this kind. */
  isStill(kind: TorrentState['kind'], content: TorrentContent): boolean;
  apply(event: TorrentStateEvent): void;
  /** Asks for its turn. */
  mayRun(): boolean;
  mayCheck(): boolean;
  /** Everything was hashed: what was thought of it before no longer holds. */
  onHashed(content: TorrentContent): void;
  log(level: 'info', text: string): void;
}

/** A torrent whose data it is. */
export interface CheckedTorrent {
  readonly init: { readonly seedOnly: boolean };
  readonly state: TorrentState;
  readonly content: TorrentContent | null;
  dirty: boolean;
  mustCheck: boolean;
  completedAt: number | null;
  log(level: 'info', text: string): void;
}

export function checkHostOf<T extends CheckedTorrent>(
  torrent: T,
  turns: Pick<TorrentHost<T>, 'mayRun' | 'mayCheck'>,
  apply: DataCheckHost['apply'],
): DataCheckHost {
  return {
    seedOnly: torrent.init.seedOnly,
    isStill: (kind, content) => torrent.state.kind === kind && torrent.content === content,
    apply,
    mayRun: () => turns.mayRun(torrent),
    mayCheck: () => turns.mayCheck(torrent),
    onHashed: (content) => {
      torrent.dirty = true;
      torrent.mustCheck = false;
      if (!content.isComplete) torrent.completedAt = null;
    },
    log: (level, text) => torrent.log(level, text),
  };
}

/** Looks at the disk; leads to `opened`, or to a check. */
export function openData(content: TorrentContent, record: ResumeRecord | null, host: DataCheckHost): void {
  openContent(content, host.seedOnly ? null : record, (outcome) => {
    if (!host.isStill('opening', content)) return;
    if (outcome.kind === 'failed') return host.apply({ kind: 'fail', error: outcome.error });
    if (outcome.kind === 'ready' && !host.seedOnly) return host.apply({ kind: 'opened', wait: !host.mayRun() });
    host.apply({ kind: 'must-check', total: content.pieceCount, wait: !host.mayCheck() });
    if (host.isStill('checking', content)) checkData(content, host);
  });
}

/** Hashes everything; leads to `checked`. */
export function checkData(content: TorrentContent, host: DataCheckHost): void {
  host.log('info', `Checking ${content.pieceCount} pieces.`);
  content.check(
    (done) => host.apply({ kind: 'progress', done }),
    (error) => {
      if (!host.isStill('checking', content)) return;
      if (error !== null) return host.apply({ kind: 'fail', error });
      host.onHashed(content);
      host.log('info', `Checked: ${content.have.count} of ${content.pieceCount} pieces are good.`);
      if (host.seedOnly && !content.isWhole) return host.apply({ kind: 'fail', error: mismatch(content) });
      makeFiles(content, (outcome) => {
        if (outcome.kind === 'failed') host.apply({ kind: 'fail', error: outcome.error });
        else host.apply({ kind: 'checked', wait: !host.mayRun() });
      });
    },
  );
}

const mismatch = ({ have, pieceCount }: TorrentContent): ErrorView => ({
  code: 'data-mismatch',
  message: `Only ${have.count} of ${pieceCount} pieces are good.`,
  facts: {},
});
