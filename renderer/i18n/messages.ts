/** The words in use. One language for now; a catalogue of another language has the same shape. */
import { en } from './en.js';

export type Messages = typeof en;
export const t: Messages = en;
