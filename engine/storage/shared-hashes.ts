/** Piece hashes as workers get them: one copy for all, which they keep alive. Here it would only be a second one. */
export class SharedHashes {
  private copy: WeakRef<SharedArrayBuffer> | null = null;

  constructor(private readonly hashes: Uint8Array) {}

  get(): SharedArrayBuffer {
    const known = this.copy?.deref();
    if (known !== undefined) return known;
    const made = new SharedArrayBuffer(this.hashes.length);
    new Uint8Array(made).set(this.hashes);
    this.copy = new WeakRef(made);
    return made;
  }
}
