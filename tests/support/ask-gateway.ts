/** A program: asks the gateway of the network that it runs in for a port, by one protocol. Prints what it is told; `node ask-gateway METHOD PORT LIFETIME...`. */

import { findGateway } from '../../engine/nat/find-gateway.io.js';
import { systemGateways } from '../../engine/nat/system-gateways.io.js';
import { systemDatagrams } from '../../engine/net/datagram.io.js';

const [method, port = '0', ...lifetimes] = process.argv.slice(2);
const gateway = await findGateway(null);
const talk =
  gateway === null
    ? undefined
    : systemGateways(systemDatagrams)
        .talksTo(gateway)
        .find((one) => one.method === method);
const answers = [];
for (const lifetime of lifetimes) {
  answers.push(await talk?.map({ protocol: 'tcp', internalPort: Number(port), externalPort: Number(port), lifetimeS: Number(lifetime) }));
}
talk?.close();
process.stdout.write(`${JSON.stringify({ gateway, answers })}\n`);
