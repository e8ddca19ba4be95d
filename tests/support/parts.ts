/**
 * The real programs that interop tests drive, and whether they are here. A test whose part is absent is skipped with a
 * printed count on a developer's machine; under CI (`CI=1`) its absence is a failure, so that nothing goes untested unnoticed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's interpreter: the one that python3-libtorrent is installed for. */
export const PYTHON = '/usr/bin/python3';
export const TRANSMISSION = 'transmission-daemon';
/** Debian keeps it where only root's PATH leads. */
export const NGINX = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';

export interface Part {
  readonly name: string;
  readonly present: boolean;
  /** How a person gets it. */
  readonly install: string;
}

const runs = (command: string, words: readonly string[]): boolean => spawnSync(command, words, { stdio: 'ignore' }).status === 0;

/** python3-libtorrent. */
export const libtorrentPart: Part = {
  name: 'python3-libtorrent',
  present: existsSync(PYTHON) && runs(PYTHON, ['-c', 'import libtorrent']),
  install: 'apt-get install python3-libtorrent',
};

/** transmission-daemon. */
export const transmissionPart: Part = {
  name: 'transmission-daemon',
  present: runs(TRANSMISSION, ['--version']),
  install: 'apt-get install transmission-daemon',
};

/** nginx; the tests start it themselves, never as a service. */
export const nginxPart: Part = {
  name: 'nginx',
  present: runs(NGINX, ['-v']),
  install: 'apt-get install nginx-light',
};

/** miniupnpd, with nftables: a home router's daemon. Its version with iptables cannot do without the kernel's old tables. */
export const gatewayPart: Part = {
  name: 'miniupnpd',
  present: existsSync('/usr/sbin/miniupnpd') && existsSync('/usr/sbin/nft'),
  install: 'apt-get install miniupnpd miniupnpd-nftables nftables',
};

/** A network namespace of our own, where 10.77.0.0/16 is this machine (build/suites/in-namespace.mjs). */
export const namespacePart: Part = {
  name: 'a network namespace',
  present: process.env.SHOAL_NAMESPACE === '1',
  install: 'npm run test:all, on Linux with iproute2, as root or where unprivileged user namespaces are allowed',
};

/**
 * For `describe.skipIf(lacks(libtorrentPart))`: true when a part is absent and may be. Prints what is left out;
 * throws under CI.
 */
export function lacks(...parts: readonly Part[]): boolean {
  const absent = parts.filter((part) => !part.present);
  if (absent.length === 0) return false;
  const words = absent.map((part) => `${part.name} (${part.install})`).join(', ');
  if (process.env.CI) throw new Error(`missing on this machine: ${words}`);
  console.warn(`skipped for want of ${words}`);
  return true;
}
