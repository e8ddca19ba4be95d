/** The part of the `bencode` package that is used here; it carries no types of its own. */
declare module 'bencode' {
  export type PlainValue = Uint8Array | number | PlainValue[] | { [key: string]: PlainValue };
  const bencode: { encode(value: unknown): Uint8Array; decode(bytes: Uint8Array): PlainValue };
  export default bencode;
}
