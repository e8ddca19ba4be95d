// @ts-check
/**
 * Runs a program in a network namespace of its own, where all of 10.77.0.0/16 is this machine and nothing else can be
 * reached: peers there have addresses that every client takes for real ones, and no packet leaves.
 */
import { run } from '../run-command.mjs';

/** Every address of it can be bound and dialled inside. */
const NETWORK = '10.77.0.0/16';
const ENTER = `ip link set lo up && ip route add local ${NETWORK} dev lo && exec "$@"`;

/** How this machine makes one: as root outright, else as root of a user namespace. @returns {readonly string[]} */
const unshare = () => ['--net', ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'])];

/** Whether a namespace can be made here. */
export async function canUseNamespace() {
  if (process.platform !== 'linux') return false;
  return (await run('unshare', [...unshare(), 'sh', '-c', ENTER, 'sh', 'true'])).code === 0;
}

/**
 * The program and arguments that run `command` inside. Tests see SHOAL_NAMESPACE=1.
 * @param {readonly string[]} command
 * @returns {readonly [string, readonly string[]]}
 */
export function inNamespace(command) {
  return ['unshare', [...unshare(), 'sh', '-c', ENTER, 'sh', 'env', 'SHOAL_NAMESPACE=1', ...command]];
}
