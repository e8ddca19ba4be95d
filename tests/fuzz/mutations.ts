/** Byte strings for fuzzing: a seed with a few edits of the kinds that break parsers, or plain noise. Shrinks to fewer edits. */
import fc from 'fast-check';

type Edit = (bytes: Uint8Array) => Uint8Array;

/** Bytes that mean something to bencode, to lengths and to bitfields. */
const TELLING = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x30, 0x31, 0x39, 0x2d, 0x3a, 0x64, 0x65, 0x69, 0x6c];
const telling = fc.oneof(fc.constantFrom(...TELLING), fc.nat(255));

const splice = (bytes: Uint8Array, at: number, removed: number, inserted: Uint8Array): Uint8Array => {
  const start = Math.min(at, bytes.length);
  return Uint8Array.from(Buffer.concat([bytes.subarray(0, start), inserted, bytes.subarray(start + removed)]));
};

function editOf(seeds: readonly Uint8Array[]): fc.Arbitrary<Edit> {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const at = (where: number, bytes: Uint8Array): number => Math.floor(where * (bytes.length + 1));
  return fc.oneof(
    fc.tuple(place, telling).map(
      ([where, value]): Edit =>
        (bytes) =>
          splice(bytes, at(where, bytes), 1, Uint8Array.of(value)),
    ),
    fc.tuple(place, fc.uint8Array({ maxLength: 8 })).map(
      ([where, more]): Edit =>
        (bytes) =>
          splice(bytes, at(where, bytes), 0, more),
    ),
    fc.tuple(place, fc.nat(32)).map(
      ([where, count]): Edit =>
        (bytes) =>
          splice(bytes, at(where, bytes), count, new Uint8Array(0)),
    ),
    place.map(
      (where): Edit =>
        (bytes) =>
          bytes.slice(0, at(where, bytes)),
    ),
    fc.tuple(place, fc.nat(64), fc.integer({ min: 1, max: 200 })).map(
      ([where, length, times]): Edit =>
        (bytes) => {
          const start = at(where, bytes);
          const part = bytes.subarray(start, start + length);
          return splice(bytes, start, 0, Uint8Array.from(Buffer.concat(Array.from({ length: times }, () => part))));
        },
    ),
    fc.tuple(place, fc.bigInt({ min: 0n, max: 2n ** 70n })).map(
      ([where, number]): Edit =>
        (bytes) =>
          splice(bytes, at(where, bytes), 1, new TextEncoder().encode(String(number))),
    ),
    fc.tuple(place, fc.constantFrom(...seeds)).map(
      ([where, other]): Edit =>
        (bytes) =>
          splice(bytes, at(where, bytes), 0, other),
    ),
  );
}

/** Input for a decoder, from its seeds. */
export function mutated(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const base = seeds.length > 0 ? seeds : [new Uint8Array(0)];
  const edited = fc
    .tuple(fc.constantFrom(...base), fc.array(editOf(base), { maxLength: 6 }))
    .map(([seed, edits]) => edits.reduce((bytes, edit) => edit(bytes).subarray(0, 1 << 20), seed));
  return fc.oneof({ weight: 9, arbitrary: edited }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 256 }) });
}
