// @ts-check
/**
 * Installs what `npm run package` made as this system does it, starts it on a fresh profile, and waits for its page. For the machines
 * that release: `npm run test:package` goes much further on Linux.
 *
 * node build/package/smoke.mjs
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runScript, Stop, say } from '../console.mjs';
import { root } from '../run-command.mjs';
import { openVirtualDisplay } from '../virtual-display.mjs';

const packages = path.join(root, 'out/packages');
const START_MS = 90_000;

/** @param {RegExp} pattern @returns {string} the one package that it names */
function made(pattern) {
  const name = readdirSync(packages).find((one) => pattern.test(one));
  if (name === undefined) throw new Stop(`nothing in out/packages fits ${pattern}`, 'npm run package');
  return path.join(packages, name);
}

/** @param {string} program @param {readonly string[]} args */
const run = (program, args) => execFileSync(program, args, { stdio: 'inherit' });

/**
 * How each system installs: gives the program to start, or several.
 * @param {string} work a folder to use
 * @returns {readonly string[]}
 */
function install(work) {
  if (process.platform === 'darwin') {
    const volume = path.join(work, 'volume');
    run('hdiutil', ['attach', made(/\.dmg$/), '-nobrowse', '-mountpoint', volume]);
    run('cp', ['-R', path.join(volume, 'Shoal.app'), work]);
    run('hdiutil', ['detach', volume]);
    return [path.join(work, 'Shoal.app/Contents/MacOS/Shoal')];
  }
  if (process.platform === 'win32') {
    const target = path.join(work, 'Shoal');
    run(made(/x64-setup\.exe$/), ['/S', `/D=${target}`]);
    return [path.join(target, 'Shoal.exe'), made(/portable\.exe$/)];
  }
  run('sudo', ['dpkg', '--install', made(/\.deb$/)]);
  const image = made(/\.AppImage$/);
  run('chmod', ['+x', image]);
  return ['/usr/bin/shoal', image];
}

/**
 * Starts a program and waits until Chromium says that its page is Shoal's.
 * @param {string} program
 * @param {string} profile
 * @param {NodeJS.ProcessEnv} env
 */
async function seesItsPage(program, profile, env) {
  const args = ['--remote-debugging-port=0', `--profile=${profile}`, '--no-dht', '--no-lsd', '--no-nat', '--bind=127.0.0.1', '--port=0'];
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const port = await portOf(child);
    const until = performance.now() + START_MS;
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
      const pages = /** @type {{ url: string }[]} */ (await answer.json());
      if (pages.some((page) => page.url.startsWith('app://'))) return;
      if (performance.now() > until) throw new Stop(`${program} showed no page within ${START_MS / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    child.kill();
    await ended;
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
function portOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(port);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Stop(`it ended with code ${code}:\n${said}`)));
    setTimeout(() => reject(new Stop(`it said nothing of its page:\n${said}`)), START_MS).unref();
  });
}

await runScript(async () => {
  const work = mkdtempSync(path.join(os.tmpdir(), 'shoal-smoke-'));
  const display = process.platform === 'linux' && !process.env.DISPLAY ? await openVirtualDisplay(null) : null;
  try {
    for (const [at, program] of install(work).entries()) {
      await seesItsPage(program, path.join(work, `profile-${at}`), { ...process.env, ...display?.env });
      say(`${path.basename(program)} starts and shows its page.`);
    }
  } finally {
    await display?.close();
    rmSync(work, { recursive: true, force: true });
  }
});
