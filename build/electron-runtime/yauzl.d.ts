/** The part of yauzl (which has no types) that is used here. */
declare module 'yauzl' {
  export interface Entry {
    readonly fileName: string;
    readonly externalFileAttributes: number;
  }
  export interface ZipFile {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<import('node:stream').Readable>;
  }
  const yauzl: { openPromise(path: string): Promise<ZipFile> };
  export default yauzl;
}
