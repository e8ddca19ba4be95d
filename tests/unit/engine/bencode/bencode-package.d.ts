/** The part of the `bencode` package that the tests use as an oracle; it carries no types of its own. */
declare module 'bencode' {
  type Value = Uint8Array | number | Value[] | { [key: string]: Value };
  const bencode: { encode(value: unknown): Uint8Array; decode(bytes: Uint8Array): Value };
  export default bencode;
}
