/** Which peers are asked for pieces that are due: those that bring at least half of what the fastest brings. */

/** What is known of a peer. */
export interface RankedPeer {
  isFast: boolean;
  readonly machine: { readonly window: { readonly rateBps: number; readonly isSnubbed: boolean } };
}

const SHARE = 1 / 2;

/** Once a second. While nobody has brought anything, all that answer count as fast. */
export function rankBySpeed(peers: Iterable<RankedPeer>): void {
  const all = [...peers];
  let best = 0;
  for (const { machine } of all) best = Math.max(best, machine.window.rateBps);
  for (const peer of all) peer.isFast = !peer.machine.window.isSnubbed && peer.machine.window.rateBps >= best * SHARE;
}
