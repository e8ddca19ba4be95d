/** UDP multicast on every interface of the local network, or on one of them. Nothing here throws; what fails on one interface leaves the others. */
import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { Endpoint } from '../api/ids.js';
import { canonicalIp } from '../base/ip-address.js';
import type { MulticastGroup, MulticastPort, Multicasts } from '../base/ports.js';

interface Place {
  readonly name: string;
  readonly address: string;
}

export const systemMulticasts: Multicasts = {
  join(group, only, onMessage) {
    const sockets = places(group.family, only).flatMap((place) => joinAt(group, place, onMessage) ?? []);
    return new JoinedGroup(group, sockets);
  },
};

class JoinedGroup implements MulticastPort {
  constructor(
    private readonly group: MulticastGroup,
    private readonly sockets: readonly Socket[],
  ) {}

  send(bytes: Uint8Array): void {
    for (const socket of this.sockets) {
      try {
        socket.send(bytes, this.group.port, this.group.host, () => undefined);
      } catch {
        // closed by an error of its own
      }
    }
  }

  close(): void {
    for (const socket of this.sockets) quietly(() => socket.close());
  }
}

/** A socket each: the interface that a multicast leaves by is a property of its socket. */
function joinAt(group: MulticastGroup, place: Place, onMessage: (bytes: Uint8Array, from: Endpoint) => void): Socket | null {
  const socket = createSocket({ type: group.family === 4 ? 'udp4' : 'udp6', reuseAddr: true, ipv6Only: group.family === 6 });
  socket.on('error', () => quietly(() => socket.close()));
  socket.on('message', (bytes, from) => {
    const host = canonicalIp(from.address.split('%', 1)[0] ?? '');
    if (host !== null) onMessage(bytes, { host, port: from.port });
  });
  socket.on('listening', () =>
    quietly(() => {
      const via = group.family === 4 ? place.address : `::%${place.name}`;
      socket.addMembership(group.host, via);
      socket.setMulticastInterface(via);
      socket.setMulticastTTL(1);
      socket.setMulticastLoopback(true); // other programs of this machine are peers too
    }),
  );
  try {
    socket.bind({ port: group.port, exclusive: false });
    return socket;
  } catch {
    return null;
  }
}

/** One address of each interface; `only` is a name or an address. Loopback is for those who ask for it. */
function places(family: 4 | 6, only: string | null): Place[] {
  const found = new Map<string, Place>();
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    for (const { address, family: kind, internal } of addresses ?? []) {
      if (kind !== `IPv${family}` || found.has(name)) continue;
      if (only === null ? internal : only !== name && only !== address) continue;
      found.set(name, { name, address });
    }
  }
  return [...found.values()];
}

function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // an interface that has gone, or knows no multicast
  }
}
