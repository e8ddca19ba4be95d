/** The default gateway in what each system tells of its routes. Pure: the text comes from outside. */

/** Linux: /proc/net/route, addresses as little-endian hexadecimal; the default route has destination and mask 0. */
export function gatewayFromProcRoute(text: string): string | null {
  let best: { address: string; metric: number } | null = null;
  for (const line of text.split('\n').slice(1)) {
    const [, destination, gateway, flags, , , metric, mask] = line.trim().split(/\s+/);
    if (destination !== '00000000' || mask !== '00000000' || gateway === undefined || !/^[0-9a-f]{8}$/i.test(gateway)) continue;
    if ((Number.parseInt(flags ?? '0', 16) & RTF_GATEWAY) === 0) continue;
    const cost = Number(metric ?? 0);
    if (best === null || cost < best.metric) best = { address: fromLittleEndian(gateway), metric: cost };
  }
  return best?.address ?? null;
}

const RTF_GATEWAY = 2;

function fromLittleEndian(hex: string): string {
  const word = Number.parseInt(hex, 16);
  return [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24].join('.');
}

/** macOS: `route -n get default`. */
export function gatewayFromRouteGet(text: string): string | null {
  return /^\s*gateway:\s*(\d+\.\d+\.\d+\.\d+)\s*$/m.exec(text)?.[1] ?? null;
}

/** Windows: `route print -4 0.0.0.0`, whose columns are destination, mask, gateway, interface, metric in every language. */
export function gatewayFromRoutePrint(text: string): string | null {
  let best: { address: string; metric: number } | null = null;
  for (const match of text.matchAll(/^\s*0\.0\.0\.0\s+0\.0\.0\.0\s+(\d+\.\d+\.\d+\.\d+)\s+\S+\s+(\d+)\s*$/gm)) {
    const metric = Number(match[2]);
    if (best === null || metric < best.metric) best = { address: match[1] ?? '', metric };
  }
  return best?.address ?? null;
}
