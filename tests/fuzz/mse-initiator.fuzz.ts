/**
 * The dialling side of an encrypted handshake. The first byte chooses the split, the second how far the accepting side
 * keeps to the rules before the data takes over: not at all, up to its key, or all along with the data as what is encrypted after
 * the check. The machine takes a bounded number of bytes, ends in a bounded time, and says the same in any split.
 */
import { MseInitiator } from '../../engine/mse/initiator.js';
import { MseSide } from '../support/mse-side.js';
import { seededRandom } from '../support/seeded-random.js';

const HASH = new Uint8Array(20).fill(0x5a);
const MOST_BYTES = 1200;
const NO_CHECK = new Uint8Array(8);

const dialler = () => new MseInitiator(HASH, ['rc4', 'plaintext'], { takeInitial: () => Uint8Array.of(1, 2, 3) }, seededRandom(1));
const KEY = dialler().takeOutput() ?? new Uint8Array(0);

function accepter(depth: number, data: Uint8Array): Uint8Array {
  if (depth === 0) return data;
  const side = new MseSide(false, HASH).agree(KEY);
  if (depth === 1) return Buffer.concat([side.publicKey, data]);
  return Buffer.concat([side.publicKey, side.send(new Uint8Array(Buffer.concat([NO_CHECK, data])))]);
}

function run(bytes: Uint8Array, step: number) {
  const machine = dialler();
  let used = 0;
  for (let at = 0; at < bytes.length; at += step) used += machine.receive(bytes.slice(at, at + step));
  return { machine, used };
}

export function fuzz(data: Uint8Array): void {
  const [split = 0, depth = 0] = data;
  const bytes = accepter(depth % 3, data.subarray(2, 4096));
  const whole = run(bytes, Math.max(1, bytes.length));
  const parts = run(bytes, 1 + (split % 97));
  if (whole.used > MOST_BYTES) throw new Error(`${whole.used} bytes were taken`);
  if (whole.used !== parts.used) throw new Error('the split changes what is taken');
  const told = ({ machine }: typeof whole) => JSON.stringify([machine.state, machine.takeOutput()]);
  if (told(whole) !== told(parts)) throw new Error('the split changes the outcome');
  if (bytes.length > MOST_BYTES && whole.machine.state.kind === 'awaiting') throw new Error('still waiting');
}

const choice = (bits: number, pad: number, ...rest: readonly number[]) => [
  0,
  0,
  0,
  bits,
  pad >> 8,
  pad & 255,
  ...new Array<number>(pad).fill(0),
  ...rest,
];

export const seeds: readonly Uint8Array[] = [
  Uint8Array.from([3, 0, ...new MseSide(false, HASH).publicKey]),
  Uint8Array.from([40, 1, ...seededRandom(5).bytes(700)]),
  Uint8Array.from([1, 2, ...choice(2, 0)]),
  Uint8Array.from([90, 2, ...choice(1, 20, 1, 2, 3)]),
  Uint8Array.from([90, 2, ...choice(2, 512)]),
  Uint8Array.from([90, 2, ...choice(3, 513)]),
];
