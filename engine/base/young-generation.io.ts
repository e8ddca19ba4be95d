/**
 * The part of V8's heap in which objects begin is let grow to 32 MiB, by a busy transfer to 8: all of it touched, as it is
 * written through in turn. Little of ours survives a collection there, so a small one costs no more time.
 */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps it as small as it is, in this thread and in the others. Call before there is traffic, and whenever a worker has
 * started: V8 sets the flag back for the whole process when it makes a heap.
 */
export function holdYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
