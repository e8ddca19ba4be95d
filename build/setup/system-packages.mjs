// @ts-check
/**
 * System libraries and programs. On Debian and Ubuntu they are looked up by package and, as root, installed; elsewhere the
 * exact command or the missing names are printed. Each need lists the names it goes by, newest first.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Stop, say, secondsSince, warn } from '../console.mjs';
import { must, run } from '../run-command.mjs';

/** @typedef {'window' | 'virtual-display' | 'interop' | 'packaging'} Need */

/** @type {Readonly<Record<Need, readonly (readonly string[])[]>>} */
const PACKAGES = {
  window: [
    ['libgtk-3-0t64', 'libgtk-3-0'],
    ['libnss3'],
    ['libasound2t64', 'libasound2'],
    ['libgbm1'],
    ['libcups2t64', 'libcups2'],
    ['libxss1'],
    ['libnotify4'],
  ],
  'virtual-display': [['xvfb'], ['xauth'], ['dbus'], ['fonts-dejavu-core']],
  interop: [
    ['transmission-daemon'],
    ['python3-libtorrent'],
    ['iproute2'],
    ['nginx-light', 'nginx'],
    ['miniupnpd'],
    ['miniupnpd-nftables'],
    ['nftables'],
  ],
  packaging: [['squashfs-tools'], ['desktop-file-utils'], ['rpm'], ['xdg-utils'], ['appstream']],
};

/** What to look for on the PATH where there is no dpkg. @type {Readonly<Record<Need, readonly string[]>>} */
const PROGRAMS = {
  window: [],
  'virtual-display': ['Xvfb', 'xauth', 'dbus-daemon'],
  interop: ['transmission-daemon', 'nginx'],
  packaging: ['mksquashfs', 'desktop-file-validate', 'rpmbuild', 'xdg-mime', 'appstreamcli'],
};

/** Packages above that bring a service of this name. */
const SERVICES = ['transmission-daemon', 'nginx', 'miniupnpd'];

/** @param {string} program */
export function onPath(program) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => folder !== '' && existsSync(path.join(folder, program)));
}

/**
 * The packages to install, by the first name of each need that the system knows.
 * @param {readonly (readonly string[])[]} needs
 * @param {ReadonlySet<string>} installed
 * @param {(name: string) => boolean} known whether the package lists have this name
 */
export function missingPackages(needs, installed, known) {
  return needs
    .filter((names) => !names.some((name) => installed.has(name)))
    .map((names) => names.find(known) ?? /** @type {string} */ (names.at(-1)));
}

/**
 * Makes sure of what the needs ask for. Stops only when nothing could be done about a need of this run.
 * @param {readonly Need[]} needs
 */
export async function ensureSystemPackages(needs) {
  if (process.platform !== 'linux') return;
  if (!onPath('dpkg-query')) return tellMissingPrograms(needs);
  const wanted = needs.flatMap((need) => PACKAGES[need]);
  const installed = await installedPackages(wanted.flat());
  if (missingPackages(wanted, installed, () => true).length === 0) return;

  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    say('Reading the package lists.');
    await must('apt-get', ['-o', 'DPkg::Lock::Timeout=120', 'update', '-qq'], { what: 'reading the package lists', timeoutMs: 300_000 });
  }
  const candidates = await packageCandidates(wanted.flat());
  const missing = missingPackages(wanted, installed, (name) => candidates.has(name));
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!isRoot) return warn(`these packages are missing: ${missing.join(' ')}\n  to install them: sudo ${command}`);
  await install(missing, command);
}

/** @param {readonly Need[]} needs */
function tellMissingPrograms(needs) {
  const missing = needs.flatMap((need) => PROGRAMS[need]).filter((program) => !onPath(program));
  if (missing.length > 0) warn(`these programs are missing: ${missing.join(', ')}; install them with your system's package tool`);
}

/** @param {readonly string[]} names */
async function installedPackages(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own field syntax
  const listed = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  const lines = listed.stdout.split('\n').map((line) => line.split(' '));
  return new Set(lines.filter(([, status]) => status === 'installed').map(([name]) => name ?? ''));
}

/** @param {readonly string[]} names */
async function packageCandidates(names) {
  const policy = await run('apt-cache', ['policy', ...names], { env: { ...process.env, LC_ALL: 'C' } });
  const found = policy.stdout.matchAll(/^(\S+):\n\s+Installed:.*\n\s+Candidate: (?!\(none\))/gm);
  return new Set([...found].map((match) => match[1] ?? ''));
}

/**
 * @param {readonly string[]} missing
 * @param {string} command
 */
async function install(missing, command) {
  say(`Installing system packages: ${missing.join(' ')}`);
  const started = performance.now();
  const restore = holdServices();
  try {
    await must('apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '-qq', '--no-install-recommends', ...missing], {
      what: 'installing system packages',
      timeoutMs: 15 * 60_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      mend: `apt-get update && ${command}`,
    });
  } finally {
    restore();
  }
  // The tests start their own daemons; the packaged services are not wanted at the next boot either.
  const services = SERVICES.filter((service) => missing.some((name) => name === service || name === `${service}-light`));
  if (services.length > 0 && onPath('systemctl')) await run('systemctl', ['disable', ...services]);
  const still = missingPackages(
    missing.map((name) => [name]),
    await installedPackages(missing),
    () => true,
  );
  if (still.length > 0) throw new Stop(`these packages could not be installed: ${still.join(' ')}`, command);
  say(`Installed in ${secondsSince(started)} s.`);
}

/** Keeps packages from starting their services while they are installed. @returns {() => void} ends it */
function holdServices() {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return () => {};
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => rmSync(policy, { force: true });
}
