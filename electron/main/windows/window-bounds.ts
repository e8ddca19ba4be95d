/** Where the window goes: as it was left, if that is still on a screen. Pure; all numbers are device-independent pixels. */
import { z } from 'zod';
import type { Parsed } from '../preferences/profile-file.js';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface WindowState {
  /** null: never moved. */
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
}

export const DEFAULT_SIZE = { width: 1180, height: 760 } as const;
export const MIN_SIZE = { width: 720, height: 480 } as const;
export const INITIAL_WINDOW_STATE: WindowState = Object.freeze({ bounds: null, maximized: false });

/** How much of the window, and of its top edge, must be on a screen to be grabbed. */
const GRIP = { width: 120, height: 40 } as const;

const coordinate = z.int().min(-100_000).max(100_000);
const state = z.object({
  bounds: z.object({ x: coordinate, y: coordinate, width: z.int().min(1).max(100_000), height: z.int().min(1).max(100_000) }).nullable(),
  maximized: z.boolean(),
});

/** The state saved by an earlier run. */
export function parseWindowState(value: unknown): Parsed<WindowState> {
  const parsed = state.safeParse(value);
  return parsed.success ? { value: parsed.data, problems: [] } : { value: INITIAL_WINDOW_STATE, problems: ['not a window state'] };
}

/** Bounds for a new window. `workAreas`: the screens without panels, the primary one first; never empty. */
export function placeWindow(saved: Rectangle | null, workAreas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const area = saved === null ? undefined : workAreas.find((candidate) => isReachable(saved, candidate));
  const home = area ?? workAreas[0];
  const wanted = saved ?? DEFAULT_SIZE;
  const width = Math.min(Math.max(wanted.width, MIN_SIZE.width), Math.max(home.width, MIN_SIZE.width));
  const height = Math.min(Math.max(wanted.height, MIN_SIZE.height), Math.max(home.height, MIN_SIZE.height));
  const asLeft = saved === null ? null : { x: saved.x, y: saved.y, width, height };
  if (asLeft !== null && isReachable(asLeft, home)) return asLeft;
  return {
    x: Math.round(home.x + Math.max(0, (home.width - width) / 2)),
    y: Math.round(home.y + Math.max(0, (home.height - height) / 2)),
    width,
    height,
  };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const topEdge = bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height;
  return across >= GRIP.width && topEdge;
}
