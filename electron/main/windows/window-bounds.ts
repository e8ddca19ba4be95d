/**
 * Where the window goes: as it was left on these screens, or else last, if that is still on a screen. Pure; all numbers
 * are device-independent pixels.
 */
import { z } from 'zod';
import type { Parsed } from '../preferences/profile-file.js';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** How the window was left on one arrangement of screens. */
export interface WindowPlace {
  readonly screens: string;
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}
export interface WindowState {
  /** The last one first. */
  readonly places: readonly WindowPlace[];
  /** Corner of the small window; null: never moved. */
  readonly mini: { readonly x: number; readonly y: number } | null;
}

export const DEFAULT_SIZE = { width: 1180, height: 760 } as const;
export const MIN_SIZE = { width: 720, height: 480 } as const;
export const MINI_SIZE = { width: 360, height: 132 } as const;
export const INITIAL_WINDOW_STATE: WindowState = Object.freeze({ places: [], mini: null });
const MAX_PLACES = 8;

/** How much of the window, and of its top edge, must be on a screen to be grabbed. */
const GRIP = { width: 120, height: 40 } as const;

const coordinate = z.int().min(-100_000).max(100_000);
const length = z.int().min(1).max(100_000);
const rectangle = z.object({ x: coordinate, y: coordinate, width: length, height: length });
const state = z.object({
  places: z.array(z.object({ screens: z.string().max(2000), bounds: rectangle, maximized: z.boolean() })).max(MAX_PLACES),
  mini: z.object({ x: coordinate, y: coordinate }).nullable(),
});
/** From before there was a place for each arrangement of screens. */
const oldState = z.object({ bounds: rectangle.nullable(), maximized: z.boolean() });

/** The state saved by an earlier run. */
export function parseWindowState(value: unknown): Parsed<WindowState> {
  const parsed = state.safeParse(value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  const old = oldState.safeParse(value);
  if (!old.success) return { value: INITIAL_WINDOW_STATE, problems: ['not a window state'] };
  const { bounds, maximized } = old.data;
  return { value: { places: bounds === null ? [] : [{ screens: '', bounds, maximized }], mini: null }, problems: [] };
}

/** One text for each arrangement of screens. */
export const screensKey = (workAreas: readonly Rectangle[]): string =>
  workAreas
    .map(({ x, y, width, height }) => `${width}x${height}@${x},${y}`)
    .sort()
    .join(' ');

/** How it was left on these screens, or else wherever it was last; null: never moved. */
export function placeFor({ places }: WindowState, screens: string): WindowPlace | null {
  return places.find((place) => place.screens === screens) ?? places[0] ?? null;
}

/** The state with a place that counts from now on. */
export function withPlace(state: WindowState, place: WindowPlace): WindowState {
  return { ...state, places: [place, ...state.places.filter(({ screens }) => screens !== place.screens)].slice(0, MAX_PLACES) };
}

/** Bounds for a new window. `workAreas`: the screens without panels, the primary one first; never empty. */
export function placeWindow(
  saved: Rectangle | null,
  workAreas: readonly [Rectangle, ...Rectangle[]],
  least: { readonly width: number; readonly height: number } = MIN_SIZE,
): Rectangle {
  const area = saved === null ? undefined : workAreas.find((candidate) => isReachable(saved, candidate));
  const home = area ?? workAreas[0];
  const wanted = saved ?? DEFAULT_SIZE;
  const width = Math.min(Math.max(wanted.width, least.width), Math.max(home.width, least.width));
  const height = Math.min(Math.max(wanted.height, least.height), Math.max(home.height, least.height));
  const asLeft = saved === null ? null : { x: saved.x, y: saved.y, width, height };
  if (asLeft !== null && isReachable(asLeft, home)) return asLeft;
  return {
    x: Math.round(home.x + Math.max(0, (home.width - width) / 2)),
    y: Math.round(home.y + Math.max(0, (home.height - height) / 2)),
    width,
    height,
  };
}

/** The small window: where it was, or at the upper outer corner of the whole one. */
export function placeMini({ mini }: WindowState, whole: Rectangle, workAreas: readonly [Rectangle, ...Rectangle[]]): Rectangle {
  const corner = mini ?? { x: whole.x + whole.width - MINI_SIZE.width, y: whole.y };
  return placeWindow({ ...corner, ...MINI_SIZE }, workAreas, MINI_SIZE);
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const topEdge = bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height;
  return across >= GRIP.width && topEdge;
}
