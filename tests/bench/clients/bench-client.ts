/** One client of the benchmark, whatever it is: started on an address, given torrents, asked when it was done. */
export interface Work {
  /** Paths of .torrent files, all with their payload in one folder. */
  readonly torrents: readonly string[];
  /** The folder that contains the torrents' names. */
  readonly dir: string;
  readonly bytes: number;
}

export interface Address {
  readonly ip: string;
  readonly port: number;
}

/** Monotonic seconds, the same clock in every process. */
export interface LeechTimes {
  readonly added: number;
  readonly first: number;
  readonly done: number;
  /** Event-loop delay, milliseconds; Shoal only. */
  readonly delayP99Ms?: number;
  readonly delayMaxMs?: number;
}

/** Of the event loop, from the first payload byte sent on. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface BenchClient {
  readonly name: string;
  readonly version: string;
  readonly address: Address;
  readonly pid: number;
  /** Seeds the work; resolves when every peer would be served. */
  seed(work: Work): Promise<void>;
  /** Downloads the work into `dir` from the seeds; resolves when it is complete. `onAdd` is called right before it is added. */
  leech(work: Work, dir: string, seeds: readonly Address[], onAdd: () => void): Promise<LeechTimes>;
  /** How a seed's event loop was held up; null where it has none that tells. */
  seedDelay(): Promise<LoopDelay | null>;
  /** Whether it must be dialled, as it cannot be told of peers. */
  readonly mustBeDialled: boolean;
  stop(): Promise<void>;
}

export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e9;
