/**
 * The accepting side of an encrypted handshake. The first byte chooses the split, the second how far the dialling side
 * keeps to the rules before the data takes over: not at all, up to its key, up to the torrent's name, or all along with
 * the data as what is encrypted after the check. The machine takes a bounded number of bytes, ends in a bounded time, and says the
 * same in any split.
 */
import { MseResponder } from '../../engine/mse/responder.js';
import { hiddenName, masked, syncMark } from '../../engine/mse/secrets.js';
import { MseSide } from '../support/mse-side.js';
import { seededRandom } from '../support/seeded-random.js';

const HASH = new Uint8Array(20).fill(0x5a);
const MOST_BYTES = 1200;
const NO_CHECK = new Uint8Array(8);

function dialler(depth: number, key: Uint8Array, data: Uint8Array): Uint8Array {
  if (depth === 0) return data;
  const side = new MseSide(true, HASH);
  if (depth === 1) return Buffer.concat([side.publicKey, data]);
  side.agree(key);
  const named = [side.publicKey, syncMark(side.secret), masked(hiddenName(HASH), side.secret)];
  if (depth === 2) return Buffer.concat([...named, data]);
  return Buffer.concat([...named, side.send(new Uint8Array(Buffer.concat([NO_CHECK, data])))]);
}

function run(bytes: Uint8Array, step: number) {
  const machine = new MseResponder(['rc4', 'plaintext'], { torrentOf: () => HASH }, seededRandom(1));
  let used = 0;
  for (let at = 0; at < bytes.length; at += step) used += machine.receive(bytes.slice(at, at + step));
  return { machine, used };
}

/** The key that the machine will answer with. */
const ANSWER = (() => {
  const { machine } = run(new MseSide(true, HASH).publicKey, 96);
  return machine.takeOutput() ?? new Uint8Array(0);
})();

export function fuzz(data: Uint8Array): void {
  const [split = 0, depth = 0] = data;
  const bytes = dialler(depth % 4, ANSWER, data.subarray(2, 4096));
  const whole = run(bytes, Math.max(1, bytes.length));
  const parts = run(bytes, 1 + (split % 97));
  if (whole.used > MOST_BYTES) throw new Error(`${whole.used} bytes were taken`);
  if (whole.used !== parts.used) throw new Error('the split changes what is taken');
  const told = ({ machine }: typeof whole) => JSON.stringify([machine.state, machine.takeOutput()]);
  if (told(whole) !== told(parts)) throw new Error('the split changes the outcome');
  if (bytes.length > MOST_BYTES && whole.machine.state.kind === 'awaiting') throw new Error('still waiting');
}

/** Offer, padding and the length of what comes along, as they are before they are encrypted. */
const offer = (bits: number, pad: number, ...rest: readonly number[]) => [
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
  Uint8Array.from([3, 0, ...new MseSide(true, HASH).publicKey]),
  Uint8Array.from([40, 1, ...seededRandom(5).bytes(700)]),
  Uint8Array.from([7, 2, ...seededRandom(6).bytes(40)]),
  Uint8Array.from([1, 3, ...offer(3, 0, 0, 0)]),
  Uint8Array.from([90, 3, ...offer(1, 20, 0, 3, 1, 2, 3)]),
  Uint8Array.from([90, 3, ...offer(2, 512, 0xff, 0xff)]),
  Uint8Array.from([90, 3, ...offer(0, 513)]),
];
