/**
 * Why a torrent is not going faster: one machine-readable reason with its facts. Which of several reasons is told is
 * decided in engine/torrent/why.ts. Rates are bytes a second.
 */
import type { ErrorView } from './errors.js';

export type Why =
  /** Nothing holds it back. */
  | { readonly kind: 'none' }
  // ---- it does not run ----
  /** It stopped with an error that is none of the next two. */
  | { readonly kind: 'failed'; readonly error: ErrorView }
  /** `neededBytes`: what is still to come; 0 when that is not known. */
  | { readonly kind: 'disk-full'; readonly path: string; readonly neededBytes: number }
  /** The files are gone, or the drive that held them. */
  | { readonly kind: 'disk-missing'; readonly path: string }
  | { readonly kind: 'awaiting-choice' }
  | { readonly kind: 'paused' }
  /** Every wanted byte is here, and it does not seed. */
  | { readonly kind: 'complete' }
  /** As `complete`, for it has given enough; told until the next start of the session. */
  | { readonly kind: 'goal-reached'; readonly goal: 'ratio' | 'time' | 'idle' }
  /** 1-based. */
  | { readonly kind: 'queued'; readonly position: number }
  /** The volume has not answered for seconds. */
  | { readonly kind: 'disk-silent' }
  /** Its files were not looked at yet. */
  | { readonly kind: 'waiting-for-check' }
  /** 0..1, in whole hundredths. */
  | { readonly kind: 'checking'; readonly progress: number }
  | { readonly kind: 'moving'; readonly progress: number }
  // ---- it runs ----
  /** The metadata is awaited from this many connected peers. */
  | { readonly kind: 'fetching-details'; readonly peers: number }
  /** No peer is connected, no tracker works, and this one said why. `text` is its own, verbatim. */
  | { readonly kind: 'tracker-refused'; readonly url: string; readonly text: string }
  /** No peer is connected, and no tracker can be reached. Told in steps of 10 s, above a minute in minutes. */
  | { readonly kind: 'tracker-unreachable'; readonly url: string; readonly retryInSeconds: number }
  /** Nobody is connected, no web server serves it; `known` addresses could be tried. */
  | { readonly kind: 'no-peers'; readonly known: number }
  /** `waitingBytes` are here and not written yet. */
  | { readonly kind: 'disk-slow'; readonly waitingBytes: number }
  | {
      readonly kind: 'limited-by-setting';
      readonly limitBps: number;
      readonly scope: 'torrent' | 'session';
      readonly direction: 'down' | 'up';
    }
  /** No connected peer has these missing pieces; `rest` missing pieces somebody has. */
  | { readonly kind: 'nobody-has'; readonly pieces: number; readonly rest: number }
  /** This many peers have what we want, and all choke us. */
  | { readonly kind: 'all-choke-us'; readonly peers: number }
  /** This many peers let us ask and send little or nothing. */
  | { readonly kind: 'peers-slow'; readonly peers: number; readonly downBps: number }
  /** It seeds, and none of the connected peers wants anything. */
  | { readonly kind: 'nobody-interested'; readonly peers: number };
