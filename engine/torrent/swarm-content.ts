import type { PiecePicker } from '../picker/piece-picker.js';
import type { PieceFlow } from './piece-flow.js';
import type { Uploader } from './uploader.js';

/** What moves the payload; null while the metadata is missing or the data is being checked. */
export interface SwarmContent {
  readonly picker: PiecePicker;
  readonly flow: PieceFlow;
  readonly uploader: Uploader;
}
