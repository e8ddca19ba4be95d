/** Where filter lists come from: a file of this machine, or a URL. */
export interface FilterSource {
  /**
   * The bytes of a list, unpacked, with time for others between them. Rejects with EngineError `path-unusable` (facts.path,
   * facts.errno) or `network-failed` (facts.host, facts.errno). `localAddress`: the one to ask from; null = any.
   */
  open(place: string, localAddress: string | null): AsyncIterable<Uint8Array>;
}

export const isFilterUrl = (place: string): boolean => /^https?:\/\//i.test(place);
