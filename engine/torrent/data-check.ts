/**
 * How a torrent's data is come to be trusted: opened by what a record says, or hashed anew. What follows from it is
 * told as events of the torrent's state; an answer that comes after the torrent has moved on is dropped.
 */

import type { ErrorView } from '../api/errors.js';
import type { TorrentId } from '../api/ids.js';
import { confirm, reject } from './content-doubts.js';
import { makeFiles, openContent } from './content-opening.js';
import { INTERRUPTED } from './data-basis.js';
import { adoptFound, existingData, namesMissing } from './found-files.js';
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
  /** Asks for its turn to look at pieces in doubt, and says that it is done. */
  mayVerify(): boolean;
  /** What is believed of it holds: there is nothing to check, and it is known which files may be made. */
  onOpened(content: TorrentContent): void;
  verified(): void;
  /** Everything was hashed: what was thought of it before no longer holds. True when that was a record that was not believed. */
  onHashed(content: TorrentContent): boolean;
  /** It is known now which files may be completed. */
  onChecked(content: TorrentContent): void;
  /** A piece in doubt was found good, or bad. */
  onConfirmed(content: TorrentContent, piece: number): void;
  onRejected(content: TorrentContent, piece: number): void;
  log(level: 'info', text: string): void;
}

/** A torrent whose data it is. */
export interface CheckedTorrent {
  readonly init: { readonly seedOnly: boolean };
  readonly state: TorrentState;
  readonly content: TorrentContent | null;
  readonly id: TorrentId;
  readonly name: string;
  dirty: boolean;
  mustCheck: boolean;
  /** Its data was never opened. */
  isNew: boolean;
  completedAt: number | null;
  /** Something has changed that a record holds. */
  changed(): void;
  /** One more piece counts. */
  onConfirmed(piece: number): void;
  log(level: 'info', text: string): void;
}

export function checkHostOf<T extends CheckedTorrent>(
  torrent: T,
  turns: Pick<TorrentHost<T>, 'mayRun' | 'mayCheck' | 'mayVerify' | 'onVerified' | 'saveNames' | 'onEvent'>,
  apply: DataCheckHost['apply'],
): DataCheckHost {
  return {
    seedOnly: torrent.init.seedOnly,
    isStill: (kind, content) => torrent.state.kind === kind && torrent.content === content,
    apply,
    mayRun: () => turns.mayRun(torrent),
    mayCheck: () => turns.mayCheck(torrent),
    onOpened: (content) => {
      const isNews = torrent.isNew || torrent.mustCheck;
      if (!isNews && !namesMissing(content)) return;
      content.gate.shut(() => turns.saveNames(torrent));
      if (!isNews) return; // most of those that rest write nothing for long
      torrent.isNew = false;
      torrent.mustCheck = false;
      torrent.changed();
      content.gate.name();
    },
    onChecked: (content) => {
      if (content.isWhole) return;
      content.gate.shut(() => turns.saveNames(torrent));
      content.gate.name();
    },
    mayVerify: () => turns.mayVerify(torrent),
    verified: () => turns.onVerified(torrent),
    onHashed: (content) => {
      const { isNew, mustCheck } = torrent;
      torrent.dirty = true;
      torrent.mustCheck = false;
      torrent.isNew = false;
      if (!content.isComplete) torrent.completedAt = null;
      if (isNew) turns.onEvent(existingData(torrent, content));
      return mustCheck;
    },
    onConfirmed: (content, piece) => {
      if (confirm(content, piece)) torrent.onConfirmed(piece);
    },
    onRejected: (content, piece) => {
      reject(content, piece);
      torrent.dirty = true;
      torrent.completedAt = null;
    },
    log: (level, text) => torrent.log(level, text),
  };
}

/** Looks at the disk; leads to `opened`, or to a check. */
export function openData(content: TorrentContent, host: DataCheckHost): void {
  const onKnown = (): void => {
    if (host.isStill('opening', content)) host.onOpened(content);
  };
  openContent(content, host.seedOnly ? null : content.basis, onKnown, (outcome) => {
    if (!host.isStill('opening', content)) return;
    if (outcome.kind === 'failed') return host.apply({ kind: 'fail', error: outcome.error });
    content.basis = INTERRUPTED; // should it be opened again
    if (outcome.kind === 'ready' && !host.seedOnly) return host.apply({ kind: 'opened', wait: !host.mayRun() });
    host.apply({ kind: 'must-check', total: content.pieceCount, wait: !host.mayCheck() });
    if (host.isStill('checking', content)) checkData(content, host);
  });
}

/** Looks at pieces in doubt, when its turn has come, while everything else goes on. */
export function verifyDoubts(content: TorrentContent, host: DataCheckHost): void {
  if (content.doubts.size === 0 || content.body === null || !host.mayVerify()) return;
  host.log('info', `Looking at ${content.doubts.size} pieces again.`);
  content.doubts.run(content.storage, {
    onGood: (piece) => host.onConfirmed(content, piece),
    onBad: (piece) => host.onRejected(content, piece),
    onFailed: (error) => {
      host.verified();
      host.apply({ kind: 'fail', error });
    },
    onSettled: () => host.verified(),
  });
}

/** Hashes everything; leads to `checked`. */
export function checkData(content: TorrentContent, host: DataCheckHost): void {
  host.log('info', `Checking ${content.pieceCount} pieces.`);
  host.verified();
  content.check(
    (done) => host.apply({ kind: 'progress', done }),
    (error) => {
      if (!host.isStill('checking', content)) return;
      if (error !== null) return host.apply({ kind: 'fail', error });
      host.log('info', `Checked: ${content.have.count} of ${content.pieceCount} pieces are good.`);
      if (host.seedOnly && !content.isWhole) return host.apply({ kind: 'fail', error: mismatch(content) });
      const isRebuilt = host.onHashed(content);
      const onKnown = (): void => {
        if (host.isStill('checking', content)) host.onChecked(content);
      };
      adoptFound(content, isRebuilt, () =>
        makeFiles(content, onKnown, (outcome) => {
          if (!host.isStill('checking', content)) return;
          if (outcome.kind === 'failed') host.apply({ kind: 'fail', error: outcome.error });
          else host.apply({ kind: 'checked', wait: !host.mayRun() });
        }),
      );
    },
  );
}

const mismatch = ({ have, pieceCount }: TorrentContent): ErrorView => ({
  code: 'data-mismatch',
  message: `Only ${have.count} of ${pieceCount} pieces are good.`,
  facts: {},
});
