/** A UDP tracker played packet by packet, and the client that talks to it: the stage of the client's tests. */
import { EngineError } from '../../../../engine/api/errors.js';
import type { Endpoint } from '../../../../engine/api/ids.js';
import { readUint32 } from '../../../../engine/base/big-endian.js';
import type { DatagramFactory } from '../../../../engine/base/ports.js';
import type { AnnounceRequest } from '../../../../engine/trackers/announce.js';
import { UdpTrackerClient } from '../../../../engine/trackers/udp-tracker.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

export const REQUEST: AnnounceRequest = {
  url: 'udp://tracker.test:6969/announce',
  infoHash: new Uint8Array(20),
  peerId: new Uint8Array(20),
  port: 6881,
  uploadedBytes: 0,
  downloadedBytes: 0,
  leftBytes: 0,
  event: null,
  numWant: 50,
  key: 1,
};
export const SERVER: Endpoint = { host: '203.0.113.1', port: 6969 };
export const CONNECT = 0;
export const ANNOUNCE = 1;

export interface Sent {
  readonly at: number;
  readonly family: 4 | 6;
  readonly action: number;
  readonly transactionId: number;
  readonly to: Endpoint;
  readonly bytes: Uint8Array;
}

export let clock: VirtualClock;
export let sent: Sent[];
export let open: Map<4 | 6, { onMessage: (bytes: Uint8Array, from: Endpoint) => void; onError: (code: string) => void }>;
let addresses: string[];
export let client: UdpTrackerClient;

/** A fresh clock, a tracker at one address, nothing sent. */
export function resetStage(): void {
  clock = new VirtualClock(0);
  sent = [];
  open = new Map();
  addresses = [SERVER.host];
  const datagrams: DatagramFactory = {
    open({ family }, onMessage, onError) {
      open.set(family, { onMessage, onError });
      return {
        send(bytes, to) {
          sent.push({ at: clock.now(), family, action: readUint32(bytes, 8), transactionId: readUint32(bytes, 12), to, bytes });
        },
        close() {
          open.delete(family);
        },
      };
    },
  };
  client = new UdpTrackerClient({ datagrams, resolver: { resolve: async () => addresses }, clock, random: seededRandom(7) });
}

/** The addresses that the tracker's name leads to. */
export function resolveTo(...hosts: readonly string[]): void {
  addresses = [...hosts];
}

/** The outcome as it stands: 'waiting', the answer, or the error's reason. */
export function announce(request: AnnounceRequest = REQUEST, signal?: AbortSignal) {
  const outcome: { value: unknown } = { value: 'waiting' };
  client.announce(request, signal).then(
    (answer) => {
      outcome.value = answer;
    },
    (error: unknown) => {
      outcome.value = error instanceof EngineError ? `${error.code}: ${error.facts.reason ?? ''}` : error;
    },
  );
  return outcome;
}

export const words = (...values: number[]) =>
  Uint8Array.from(values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]));
export const last = (): Sent => {
  const packet = sent.at(-1);
  if (!packet) throw new Error('nothing was sent');
  return packet;
};
export const deliver = (bytes: Uint8Array, from: Endpoint = SERVER, family: 4 | 6 = 4) => open.get(family)?.onMessage(bytes, from);
export const connectAnswer = (tid = last().transactionId) => words(CONNECT, tid, 0xaaaa, 0xbbbb);
export const announceAnswer = (tid = last().transactionId) => Uint8Array.from([...words(ANNOUNCE, tid, 900, 2, 3), 1, 2, 3, 4, 26, 225]);
