/**
 * The place and size of a window over time: as it was left on these screens, remembered as it is moved, and as small as
 * the mini window while that is wanted. Invariant: the bounds of the mini window are never remembered as the whole one's.
 */
import { type BrowserWindow, screen } from 'electron';
import type { ProfileFile } from '../preferences/profile-file.js';
import {
  MIN_SIZE,
  MINI_SIZE,
  placeFor,
  placeMini,
  placeWindow,
  type Rectangle,
  screensKey,
  type WindowState,
  withPlace,
} from './window-bounds.js';

/** A move is remembered when it has come to rest: screens that go away move windows, too, and only then say so. */
const REST_MS = 400;

/** Where a new window goes. */
export function boundsForNew(state: WindowState): { readonly bounds: Rectangle; readonly maximized: boolean } {
  const areas = workAreas();
  const place = placeFor(state, screensKey(areas));
  return { bounds: placeWindow(place?.bounds ?? null, areas), maximized: place?.maximized ?? false };
}

export class WindowFrame {
  private timer: NodeJS.Timeout | null = null;
  private screens = screensKey(workAreas());
  /** How the whole window was when it became small; null while it is whole. */
  private whole: { readonly bounds: Rectangle; readonly maximized: boolean } | null = null;

  constructor(
    private readonly window: BrowserWindow,
    private readonly state: ProfileFile<WindowState>,
    private readonly onTop: () => boolean,
  ) {
    const soon = (): void => this.rememberSoon();
    for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'move', soon);
    const screens = (): void => this.screensChanged();
    screen.on('display-added', screens);
    screen.on('display-removed', screens);
    screen.on('display-metrics-changed', screens);
    window.once('close', () => this.remember());
    window.once('closed', () => {
      if (this.timer !== null) clearTimeout(this.timer);
      screen.off('display-added', screens);
      screen.off('display-removed', screens);
      screen.off('display-metrics-changed', screens);
    });
  }

  get mini(): boolean {
    return this.whole !== null;
  }

  /** Makes it small, or whole again as it was. */
  setMini(on: boolean): void {
    const { window } = this;
    if (on === this.mini) return;
    if (on) {
      this.remember();
      this.whole = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
      if (this.whole.maximized) window.unmaximize();
      if (window.isFullScreen()) window.setFullScreen(false);
      const { x, y } = placeMini(this.state.value, this.whole.bounds, workAreas());
      window.setMinimumSize(MINI_SIZE.width, MINI_SIZE.height);
      window.setContentSize(MINI_SIZE.width, MINI_SIZE.height);
      window.setPosition(x, y);
      window.setResizable(false);
      window.setMaximizable(false);
      this.followOnTop();
      return;
    }
    const { bounds, maximized } = this.whole as NonNullable<typeof this.whole>;
    this.remember();
    window.setAlwaysOnTop(false);
    window.setResizable(true);
    window.setMaximizable(true);
    window.setMinimumSize(MIN_SIZE.width, MIN_SIZE.height);
    window.setBounds(bounds);
    if (maximized) window.maximize();
    this.whole = null;
  }

  /** The person wants the small window above all others, or no longer. */
  followOnTop(): void {
    if (this.mini) this.window.setAlwaysOnTop(this.onTop(), 'floating');
  }

  private rememberSoon(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remember(), REST_MS);
  }

  private remember(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { window, state } = this;
    if (window.isDestroyed()) return;
    if (this.mini) {
      const [x = 0, y = 0] = window.getPosition();
      state.set({ ...state.value, mini: { x, y } });
      return;
    }
    if (screensKey(workAreas()) !== this.screens) return; // moved by the system, not by the person
    state.set(withPlace(state.value, { screens: this.screens, bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  }

  /** Other screens: as it was left on these, if it ever was there. */
  private screensChanged(): void {
    const screens = screensKey(workAreas());
    if (screens === this.screens || this.window.isDestroyed()) return;
    this.screens = screens;
    if (this.mini) return;
    const place = this.state.value.places.find((each) => each.screens === screens);
    if (place === undefined) return;
    if (!place.maximized && this.window.isMaximized()) this.window.unmaximize();
    this.window.setBounds(placeWindow(place.bounds, workAreas()));
    if (place.maximized) this.window.maximize();
  }
}

export function workAreas(): readonly [Electron.Rectangle, ...Electron.Rectangle[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary.workArea, ...others.map((display) => display.workArea)];
}
