/** The files of a memory storage, shared by its torrents, with the counters that faults go by. */
import { EngineError, type ErrorView } from '../api/errors.js';

export interface MemoryFaults {
  /** Asked before each write to a file, counted from 1 over all torrents: an error fails it, `corrupt` spoils what lands. */
  readonly onWrite?: (nth: number) => ErrorView | 'corrupt' | null;
  /** Asked before each read of a file likewise. */
  readonly onRead?: (nth: number) => ErrorView | null;
  readonly onSync?: (nth: number) => ErrorView | null;
}

export class MemoryDisk {
  private writes = 0;
  private reads = 0;
  private syncs = 0;

  constructor(
    private readonly faults: MemoryFaults,
    /** Delivers an answer. */
    readonly soon: (run: () => void) => void,
    /** By path, `root/relative`. Tests may put, change and delete entries. */
    readonly files = new Map<string, Uint8Array>(),
    readonly mtimes: ReadonlyMap<string, number> = new Map(),
  ) {}

  /** Fills what it can of `into` and returns that many bytes; an absent file has none. Throws the fault of this read. */
  read(path: string, position: number, into: Uint8Array): number {
    throwFault(this.faults.onRead?.(++this.reads) ?? null);
    const part = this.files.get(path)?.subarray(position, position + into.length) ?? new Uint8Array();
    into.set(part);
    return part.length;
  }

  /** Writes into the file, which grows as needed; true when that made it, then at least `sizeBytes` long. Throws the fault of this write. */
  write(path: string, position: number, bytes: Uint8Array, sizeBytes: number): boolean {
    const fault = this.faults.onWrite?.(++this.writes) ?? null;
    if (fault !== 'corrupt') throwFault(fault);
    const known = this.files.get(path);
    let file = known ?? new Uint8Array(sizeBytes);
    if (file.length < position + bytes.length) {
      const longer = new Uint8Array(position + bytes.length);
      longer.set(file);
      file = longer;
    }
    file.set(bytes, position);
    if (fault === 'corrupt') file[position] = (file[position] ?? 0) ^ 1;
    this.files.set(path, file);
    return known === undefined;
  }

  /** Throws the fault of this sync. */
  sync(): void {
    throwFault(this.faults.onSync?.(++this.syncs) ?? null);
  }
}

function throwFault(view: ErrorView | null): void {
  if (view !== null) throw new EngineError(view.code, view.message, view.facts);
}
