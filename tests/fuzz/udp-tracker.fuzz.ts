/** The codec keeps to its bounds, and an exchange fed with the bytes stays sane: one packet out at most, a deadline or a result. */
import { readUint32, writeUint32 } from '../../engine/base/big-endian.js';
import { MAX_INTERVAL_SECONDS, MAX_PEERS, MIN_INTERVAL_SECONDS } from '../../engine/trackers/announce.js';
import { ConnectionIds } from '../../engine/trackers/connection-ids.js';
import { decodeUdpAnswer, encodeConnect } from '../../engine/trackers/udp-codec.js';
import { UdpExchange } from '../../engine/trackers/udp-exchange.js';
import { announceQuestion } from '../../engine/trackers/udp-question.js';

const TARGET = { host: '203.0.113.1', port: 6969 };
const REQUEST = {
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

export function fuzz(data: Uint8Array): void {
  for (const family of [4, 6] as const) {
    const decoded = decodeUdpAnswer(data, family);
    if (!decoded.ok || decoded.value.kind !== 'announce') continue;
    const { intervalSeconds, peers } = decoded.value;
    if (intervalSeconds < MIN_INTERVAL_SECONDS || intervalSeconds > MAX_INTERVAL_SECONDS) throw new Error(`${intervalSeconds} s`);
    if (peers.length > Math.min(MAX_PEERS, data.length / 6)) throw new Error(`${peers.length} peers from ${data.length} bytes`);
  }
  runExchange(data);
}

/** The data is cut into packets of up to 40 bytes; every second one is given the right transaction id. */
function runExchange(data: Uint8Array): void {
  const connectionIds = new ConnectionIds();
  const exchange = new UdpExchange(
    { question: announceQuestion(REQUEST), targets: [TARGET], transactionId: 7, connectionIds, maxTries: 4 },
    0,
  );
  let now = 0;
  for (let at = 0, turn = 0; at < data.length; at += 40, turn += 1) {
    const packet = data.slice(at, at + 40);
    if (turn % 2 === 0 && packet.length >= 8) writeUint32(packet, 4, 7);
    const before = exchange.result;
    exchange.receive(packet, TARGET, now);
    if (before && exchange.result !== before) throw new Error('a result changed');
    const output = exchange.takeOutput();
    if (output && (output.bytes.length < 16 || readUint32(output.bytes, 12) !== 7)) throw new Error('a packet without its transaction id');
    if (exchange.takeOutput()) throw new Error('two packets at once');
    const deadline = exchange.nextDeadline();
    if ((exchange.result === null) === (deadline === null)) throw new Error('neither waiting nor over');
    if (turn % 3 === 2 && deadline !== null) {
      now = deadline;
      exchange.onDeadline(now);
    }
  }
}

const packet = (action: number, ...rest: readonly number[]): Uint8Array => Uint8Array.of(0, 0, 0, action, 0, 0, 0, 7, ...rest);
const connect = packet(0, 1, 2, 3, 4, 5, 6, 7, 8);
const padded = Uint8Array.from([...connect, ...new Array<number>(24).fill(0)]);
const announce = packet(1, 0, 0, 3, 132, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 26, 225);

export const seeds: readonly Uint8Array[] = [
  connect,
  announce,
  encodeConnect(7),
  Uint8Array.from([...padded, ...padded, ...announce]),
  packet(3, 110, 111),
  packet(2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3),
];
