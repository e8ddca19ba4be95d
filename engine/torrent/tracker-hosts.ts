/** The hosts of a torrent's trackers, for people to tell them by. Worked out once for each list of tiers. */

const MOST_HOSTS = 16;
const known = new WeakMap<readonly (readonly string[])[], readonly string[]>();

/** Each host once, in the order of the tiers; what cannot be read as a URL is left out. */
export function trackerHosts(tiers: readonly (readonly string[])[]): readonly string[] {
  let hosts = known.get(tiers);
  if (hosts === undefined) {
    hosts = [...new Set(tiers.flat().map(hostOf))].filter((host) => host !== '').slice(0, MOST_HOSTS);
    known.set(tiers, hosts);
  }
  return hosts;
}

function hostOf(url: string): string {
  try {
    return new URL(url.replace(/^udp:/, 'http:')).hostname;
  } catch {
    return '';
  }
}
