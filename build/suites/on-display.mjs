// @ts-check
/** Runs a node program with a display: a virtual one on Linux where Xvfb is there, else the one that is. */
import { Stop } from '../console.mjs';
import { unprivilegedUser } from '../electron-runtime/unprivileged.mjs';
import { run } from '../run-command.mjs';
import { canHaveVirtualDisplay, hasDisplay } from '../setup.mjs';
import { openVirtualDisplay } from '../virtual-display.mjs';

/**
 * @param {readonly string[]} args of node
 * @returns {Promise<number>} its exit code
 */
export async function runOnDisplay(args) {
  if (!canHaveVirtualDisplay()) {
    if (!hasDisplay) throw new Stop('there is no display and no Xvfb', 'apt-get install -y xvfb xauth dbus');
    return (await run(process.execPath, args, { inherit: true })).code;
  }
  const display = await openVirtualDisplay(unprivilegedUser());
  try {
    const done = await run(process.execPath, args, { inherit: true, env: { ...process.env, WAYLAND_DISPLAY: '', ...display.env } });
    return done.code;
  } finally {
    await display.close();
  }
}
