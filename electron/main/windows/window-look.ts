/** What a window looks like before its page has painted: the colours of the page's own tokens, so nothing flashes. */
import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions } from 'electron';

const TOOLBAR_HEIGHT = 48;

/** The window's ground (`--bg-window`). */
export const backgroundColor = (dark: boolean): string => (dark ? '#101416' : '#F4F6F6');

/** The window buttons over the toolbar (Windows). */
export function titleBarOverlay(dark: boolean): TitleBarOverlayOptions {
  return { color: backgroundColor(dark), symbolColor: dark ? '#E8EDEE' : '#131A1C', height: TOOLBAR_HEIGHT };
}

/** The frame each system's people expect. */
export function frameOptions(platform: NodeJS.Platform, dark: boolean): BrowserWindowConstructorOptions {
  if (platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 16, y: 16 } };
  if (platform === 'win32') return { titleBarStyle: 'hidden', titleBarOverlay: titleBarOverlay(dark), autoHideMenuBar: true };
  return { autoHideMenuBar: true };
}
