/** What the DHT keeps over restarts, on disk. */
import type { SavedDht } from '../api/dht.js';
import { DHT_NODES, decodeDhtNodes, encodeDhtNodes } from './dht-nodes-codec.js';
import { StateFile } from './state-file.io.js';

export class DhtNodesStore extends StateFile<SavedDht> {
  constructor(file: string) {
    super(file, { kind: DHT_NODES, encode: encodeDhtNodes, decode: decodeDhtNodes });
  }
}
