/** The default gateway of this machine, and our address on the way to it. */
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { ipFamily } from '../base/ip-address.js';
import { gatewayFromProcRoute, gatewayFromRouteGet, gatewayFromRoutePrint } from './default-route.js';
import type { Gateway } from './mapping.js';

const COMMAND_MS = 5_000;

/**
 * Null where there is none. Never rejects.
 * @param bindAddress the address that all our traffic must leave from; null = any
 */
export async function findGateway(bindAddress: string | null): Promise<Gateway | null> {
  try {
    const address = await defaultGateway();
    if (address === null || ipFamily(address) !== 4) return null;
    const localAddress = bindAddress ?? (await addressTowards(address));
    return ipFamily(localAddress) === 4 ? { address, localAddress } : null;
  } catch {
    return null; // no routes, no permission: nothing that could be asked
  }
}

async function defaultGateway(): Promise<string | null> {
  if (process.platform === 'linux') return gatewayFromProcRoute(await readFile('/proc/net/route', 'utf8'));
  if (process.platform === 'darwin') return gatewayFromRouteGet(await output('/sbin/route', ['-n', 'get', 'default']));
  if (process.platform === 'win32') return gatewayFromRoutePrint(await output('route', ['print', '-4', '0.0.0.0']));
  return null;
}

/** What a connected UDP socket is bound to: the system's own choice of route. No packet is sent. */
function addressTowards(gateway: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.connect(9, gateway, () => {
      const { address } = socket.address();
      socket.close();
      resolve(address);
    });
  });
}

function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: COMMAND_MS, windowsHide: true }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}
