/** The session line of a window: totals and health. */
import type { DhtFacts } from './dht.js';
import type { Label } from './labels.js';
import type { PortMapping } from './port-mapping.js';
import type { AllTime } from './statistics.js';

export interface SessionView {
  readonly downBps: number;
  readonly upBps: number;
  readonly downloadedBytes: number;
  readonly uploadedBytes: number;
  /** Of all runs, this one included. */
  readonly allTime: AllTime;
  /** The port we listen on; null while not listening. */
  readonly listenPort: number | null;
  /** open = an incoming connection came (lastIncomingAt); unconfirmed = no evidence; failed = could not listen. */
  readonly portStatus: 'open' | 'unconfirmed' | 'failed';
  readonly lastIncomingAt: number | null;
  /** What became of opening that port at the router. */
  readonly portMapping: PortMapping;
  readonly dht: DhtFacts;
  /** Ranges of addresses that the IP filter keeps out; null when there is none. */
  readonly filteredRanges: number | null;
  readonly connections: number;
  readonly maxDownBps: number | null;
  readonly maxUpBps: number | null;
  /** Free bytes where new downloads go; null when unknown. */
  readonly freeBytes: number | null;
  readonly downloadFolder: string;
  /** Those of the settings. */
  readonly labels: readonly Label[];
}
