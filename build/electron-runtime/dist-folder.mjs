// @ts-check
/** An unpacked Electron on the disk: what counts as one, and what we need to know of it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} ElectronRuntime
 * @property {'override' | 'npm' | 'registry'} kind where it comes from
 * @property {string} dist the unpacked folder
 * @property {string} executablePath
 * @property {string} version e.g. `45.4.1`
 */

const EXECUTABLES = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
export const executableName = EXECUTABLES[/** @type {'win32' | 'darwin'} */ (process.platform)] ?? 'electron';

/**
 * The runtime in a folder, or null when the folder does not hold a whole one.
 * @param {ElectronRuntime['kind']} kind
 * @param {string} dist
 * @returns {ElectronRuntime | null}
 */
export function runtimeAt(kind, dist) {
  const executablePath = path.join(dist, executableName);
  const stamp = path.join(dist, 'version');
  if (!existsSync(executablePath) || !existsSync(stamp)) return null;
  return { kind, dist, executablePath, version: readFileSync(stamp, 'utf8').trim().replace(/^v/, '') };
}
