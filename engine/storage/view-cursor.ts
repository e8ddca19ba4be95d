/** Walks over a list of views as if they were one run of bytes: file spans and slabs rarely end together. */
export class ViewCursor {
  private index = 0;
  private at = 0;

  constructor(private readonly views: readonly Uint8Array[]) {}

  /** The next `length` bytes as sub-views, fewer where the views end before. */
  take(length: number): Uint8Array[] {
    const taken: Uint8Array[] = [];
    let left = length;
    while (left > 0) {
      const view = this.views[this.index];
      if (view === undefined) break;
      const part = Math.min(left, view.length - this.at);
      if (part > 0) taken.push(part === view.length ? view : view.subarray(this.at, this.at + part));
      left -= part;
      this.at += part;
      if (this.at === view.length) {
        this.index++;
        this.at = 0;
      }
    }
    return taken;
  }
}

/** What is left of `views` after their first `bytes`. */
export function skipBytes(views: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const cursor = new ViewCursor(views);
  cursor.take(bytes);
  return cursor.take(Number.MAX_SAFE_INTEGER);
}

export function byteLength(views: readonly Uint8Array[]): number {
  let bytes = 0;
  for (const view of views) bytes += view.length;
  return bytes;
}
