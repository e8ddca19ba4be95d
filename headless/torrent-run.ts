/**
 * One torrent in one engine, opened for one run of `download` or `seed`: its events sorted into what matters to a
 * command, a beat of the caller's choosing, and an end that always closes (and so saves) the engine.
 */
import type { EngineApi } from '../engine/api/engine.js';
import { EngineError, type ErrorView } from '../engine/api/errors.js';
import type { TorrentId } from '../engine/api/ids.js';
import type { Settings } from '../engine/api/settings.js';
import type { EngineEvent } from '../engine/api/view-messages.js';
import type { CommandHost, StopReason } from './command-host.js';
import { EventInbox } from './event-inbox.js';

/** What ends or moves a run. `warning` is news that a run outlives. */
export type RunNews =
  | { readonly kind: 'metadata'; readonly name: string }
  /** Data was there already: so much of it is right. */
  | { readonly kind: 'existing'; readonly goodPieces: number; readonly pieces: number; readonly toFetch: number }
  | { readonly kind: 'complete' }
  | { readonly kind: 'warning'; readonly error: ErrorView }
  | { readonly kind: 'failed'; readonly error: ErrorView }
  | { readonly kind: 'stopped'; readonly reason: StopReason }
  | { readonly kind: 'beat' };

export interface RunOptions {
  readonly stateDir: string;
  readonly settings: Partial<Settings>;
  /** Not being able to listen ends the run. */
  readonly mustListen: boolean;
}

/** Trouble that may pass while the run goes on: other trackers and other peers are still there. */
const PASSING: ReadonlySet<string> = new Set(['tracker-failed', 'network-failed', 'metadata-unavailable', 'disk-stalled']);
const LISTENING: ReadonlySet<string> = new Set(['port-unavailable', 'address-unusable']);

export class TorrentRun {
  readonly #inbox = new EventInbox();
  readonly #host: CommandHost;
  readonly #mustListen: boolean;

  private constructor(host: CommandHost, mustListen: boolean) {
    this.#host = host;
    this.#mustListen = mustListen;
  }

  /** Opens an engine, hands it to `body`, and closes it whatever happens. */
  static async open<T>(host: CommandHost, options: RunOptions, body: (engine: EngineApi, run: TorrentRun) => Promise<T>): Promise<T> {
    const run = new TorrentRun(host, options.mustListen);
    const engine = await host.engine.openEngine({
      stateDir: options.stateDir,
      backups: false,
      diskWorker: host.diskWorker,
      settings: options.settings,
      onEvent: run.#inbox.push,
      clientName: `Shoal ${host.version}`,
    });
    try {
      return await body(engine, run);
    } finally {
      await engine.close();
    }
  }

  /**
   * Gives every piece of news about the torrent to `onNews` until that answers with something else than null, which is
   * then the result; a beat comes every `beatMs()`. An event's news is given inside the engine's own call: at once.
   */
  follow<T extends object>(id: TorrentId, beatMs: () => number, onNews: (news: RunNews) => T | null): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let ended = false;
      let cancelBeat: () => void = () => undefined;
      let cancelStop: () => void = () => undefined;
      const tell = (news: RunNews): void => {
        if (ended) return;
        try {
          const result = onNews(news);
          if (result === null) return;
          end();
          resolve(result);
        } catch (problem) {
          end();
          reject(problem);
        }
      };
      const end = (): void => {
        ended = true;
        cancelBeat();
        cancelStop();
        this.#inbox.listen(() => undefined);
      };
      const beat = (): void => {
        tell({ kind: 'beat' });
        if (!ended) cancelBeat = this.#host.after(beatMs(), beat);
      };
      this.#inbox.listen((event) => {
        const news = this.#newsOf(event, id);
        if (news !== null) tell(news);
      });
      if (!ended) cancelStop = this.#host.onStop((reason) => tell({ kind: 'stopped', reason }));
      if (!ended) beat();
    });
  }

  #newsOf(event: EngineEvent, id: TorrentId): RunNews | null {
    if (event.kind === 'session-error') return { kind: this.#isFatal(event.error) ? 'failed' : 'warning', error: event.error };
    if (event.id !== id) return null;
    switch (event.kind) {
      case 'metadata-received':
        return { kind: 'metadata', name: event.name };
      case 'existing-data':
        return { kind: 'existing', goodPieces: event.goodPieces, pieces: event.pieces, toFetch: event.toFetch };
      case 'torrent-complete':
        return { kind: 'complete' };
      case 'torrent-error':
        return { kind: PASSING.has(event.error.code) ? 'warning' : 'failed', error: event.error };
      case 'torrent-removed':
        return { kind: 'failed', error: new EngineError('cancelled', 'The torrent was removed.').view() };
      case 'torrent-added':
        return null;
    }
  }

  #isFatal(error: ErrorView): boolean {
    if (error.code === 'ip-filter-failed') return error.facts.kept === 0; // who asks for a filter must have one
    return LISTENING.has(error.code) && this.#mustListen;
  }
}
