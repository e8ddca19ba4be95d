// @ts-check
/** Electron's fuse wire: one ASCII digit a fuse, behind a sentinel inside the executable, a version byte and a length byte. */

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Positions on the wire of the fuses we set. */
export const FUSE = Object.freeze({ nodeCliInspect: 3, browserV8Snapshot: 6 });

/**
 * Sets fuses in place.
 * @param {Buffer} executable
 * @param {Readonly<Record<number, boolean>>} states fuse position to wanted state
 */
export function setFuses(executable, states) {
  const at = executable.indexOf(SENTINEL);
  if (at < 0) throw new Error('the Electron executable has no fuse wire');
  const wire = at + SENTINEL.length + 2;
  for (const [position, on] of Object.entries(states)) executable[wire + Number(position)] = on ? 0x31 : 0x30;
}
