// @ts-check
/**
 * A display that nobody looks at (Xvfb) with a session bus, for one user: the app under test may run as another user than we do,
 * and neither server lets a stranger in.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Stop } from './console.mjs';

const START_MS = 20_000;

/**
 * @typedef {object} VirtualDisplay
 * @property {Readonly<Record<string, string>>} env what a program needs in order to use it
 * @property {() => Promise<void>} close
 */

/**
 * @param {{ uid: number, gid: number } | null} user who will use it; null = ourselves
 * @param {{ width: number, height: number }} [screen]
 * @returns {Promise<VirtualDisplay>}
 */
export async function openVirtualDisplay(user, screen = { width: 1440, height: 900 }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shoal-display-'));
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  const close = async () => {
    await Promise.all(children.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const cookies = path.join(folder, 'cookies');
    const cookie = randomBytes(16).toString('hex');
    writeFileSync(cookies, '', { mode: 0o600 });
    addCookie(cookies, ':0', cookie);
    const size = `${screen.width}x${screen.height}x24`;
    const server = spawn('Xvfb', ['-displayfd', '3', '-auth', cookies, '-screen', '0', size, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    children.push(server);
    const display = `:${await firstLine(server, /** @type {import('node:stream').Readable} */ (server.stdio[3]), 'Xvfb')}`;
    addCookie(cookies, display, cookie);

    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=3'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', HOME: folder },
      cwd: '/',
      ...(user ?? {}),
    });
    children.push(bus);
    const address = await firstLine(bus, /** @type {import('node:stream').Readable} */ (bus.stdio[3]), 'dbus-daemon');
    if (user) for (const place of [folder, cookies]) chownSync(place, user.uid, user.gid);
    return { env: { DISPLAY: display, XAUTHORITY: cookies, DBUS_SESSION_BUS_ADDRESS: address }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {string} file
 * @param {string} display
 * @param {string} cookie
 */
function addCookie(file, display, cookie) {
  execFileSync('xauth', ['-q', '-f', file, 'add', display, '.', cookie], { stdio: 'ignore' });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {import('node:stream').Readable} stream
 * @param {string} name
 * @returns {Promise<string>}
 */
function firstLine(child, stream, name) {
  return new Promise((resolve, reject) => {
    let text = '';
    let complaint = '';
    /** @param {string} why */
    const fail = (why) => reject(new Stop(`${name} did not start: ${why}`, 'apt-get install -y xvfb xauth dbus'));
    const timer = setTimeout(() => fail('no answer'), START_MS);
    child.stderr?.on('data', (chunk) => (complaint += chunk));
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(complaint.trim() || `exit code ${code}`));
    stream.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      clearTimeout(timer);
      resolve(text.slice(0, end).trim());
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<void>} */
function end(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve();
    const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill();
  });
}
