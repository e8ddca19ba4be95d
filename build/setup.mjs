// @ts-check
/**
 * Sets the machine up for a run: node modules, system packages, the Electron runtime. Every step looks first and does nothing
 * when there is nothing to do, so that start, demo and test can each begin with it.
 *
 * node build/setup.mjs
 */
import { isEntry, runScript, Stop, say } from './console.mjs';
import { ensureModules } from './setup/node-modules.mjs';
import { ensureSystemPackages, onPath } from './setup/system-packages.mjs';

const NODE_FLOOR = [20, 18];

/** @typedef {import('./electron-runtime/dist-folder.mjs').ElectronRuntime} ElectronRuntime */
/** @typedef {import('./setup/system-packages.mjs').Need} Need */

/** A display on which a person may be looking. */
export const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Whether a virtual display can be had. */
export const canHaveVirtualDisplay = () => process.platform === 'linux' && ['Xvfb', 'xauth', 'dbus-daemon'].every(onPath);

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantMajor = 0, wantMinor = 0] = NODE_FLOOR;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  throw new Stop(`Node ${process.versions.node} is too old`, `install Node ${NODE_FLOOR.join('.')} or newer from https://nodejs.org`);
}

/** Node and its modules only: enough for the checks and the command line. */
export async function ensureModulesOnly() {
  checkNode();
  await ensureModules();
}

/**
 * @param {readonly Need[]} needs
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureSetup(needs) {
  await ensureModulesOnly();
  await ensureSystemPackages(needs);
  const { describeRuntime, ensureElectron } = await import('./electron-runtime/index.mjs');
  const runtime = await ensureElectron();
  say(describeRuntime(runtime));
  return runtime;
}

if (isEntry(import.meta.filename)) {
  await runScript(async () => {
    await ensureSetup(['window', 'virtual-display', 'interop']);
  });
}
