/** The system's accent colour, where it has one. */
import { systemPreferences } from 'electron';

/** `#rrggbb`, or null. */
export function systemAccent(): string | null {
  try {
    const colour = systemPreferences.getAccentColor(); // RRGGBBAA
    return /^[0-9a-f]{6}/i.test(colour) ? `#${colour.slice(0, 6).toLowerCase()}` : null;
  } catch {
    return null; // not on this system
  }
}

/** Calls when it may have changed. */
export function followAccent(changed: () => void): void {
  if (process.platform !== 'darwin') systemPreferences.on('accent-color-changed', changed);
  else systemPreferences.subscribeNotification('AppleColorPreferencesChangedNotification', changed);
}
