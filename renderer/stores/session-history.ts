/** The last minute of the whole session's speed at 4 Hz, kept here while the window is shown. */
import { createStore } from 'zustand/vanilla';
import type { SpeedSample } from '../../electron/contract/index.js';
import { torrents } from './torrents.js';

export const SAMPLE_MS = 250;
const KEPT = 240;

export const sessionHistory = createStore<{ readonly samples: readonly SpeedSample[] }>(() => ({ samples: [] }));

/** Takes one sample of the session's speeds now. A pause of more than two seconds leaves a gap. */
export function sampleSession(now: number): void {
  const { session } = torrents.getState();
  if (session === null) return;
  const { samples } = sessionHistory.getState();
  const last = samples[samples.length - 1];
  const gap: SpeedSample[] = last !== undefined && now - last.at > 2000 ? [{ at: last.at + SAMPLE_MS, downBps: null, upBps: null }] : [];
  const next = [...samples, ...gap, { at: now, downBps: session.downBps, upBps: session.upBps }];
  sessionHistory.setState({ samples: next.slice(-KEPT) });
}
