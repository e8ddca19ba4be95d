/** Shows a context menu and resolves to what was chosen, or null. Tests choose without a menu on the screen. */
import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { chooseForTest, type TestHooks } from '../test-hooks.js';
import type { MenuEntry } from './context-menus.js';

/** A click may be reported after the menu has closed. */
const CLICK_GRACE_MS = 100;

/** Pops the menu up at the pointer. `hooks`: non-null only in test runs. */
export function popupMenu<T>(entries: readonly MenuEntry<T>[], window: BrowserWindow, hooks: TestHooks | null): Promise<T | null> {
  if (hooks !== null && hooks.nextMenuChoice !== undefined) return chooseForTest(entries, hooks);
  return new Promise((resolve) => {
    Menu.buildFromTemplate(templateOf(entries, resolve)).popup({ window, callback: () => setTimeout(() => resolve(null), CLICK_GRACE_MS) });
  });
}

function templateOf<T>(entries: readonly MenuEntry<T>[], choose: (value: T) => void): MenuItemConstructorOptions[] {
  return entries.map((entry): MenuItemConstructorOptions => {
    if (entry === 'separator') return { type: 'separator' };
    if ('submenu' in entry) return { label: entry.label, submenu: templateOf(entry.submenu, choose) };
    const { label, value, enabled, checked, toggled, accelerator } = entry;
    return {
      label,
      enabled: enabled ?? true,
      registerAccelerator: false,
      click: () => choose(value),
      ...(checked === undefined ? {} : { type: 'radio' as const, checked }),
      ...(toggled === undefined ? {} : { type: 'checkbox' as const, checked: toggled }),
      ...(accelerator === undefined ? {} : { accelerator }),
    };
  });
}
