/** What neighbours say is read within its caps, and is the same when written and read again. */
import { decodeLsd, encodeLsd, LSD_GROUPS, MOST_LSD_TORRENTS } from '../../engine/discovery/lsd-message.js';

export function fuzz(data: Uint8Array): void {
  const message = decodeLsd(data);
  if (message === null) return;
  const { cookie, infoHashes, port } = message;
  if (port < 1 || port > 65_535) throw new Error(`nobody listens at ${port}`);
  if (infoHashes.length < 1 || infoHashes.length > MOST_LSD_TORRENTS) throw new Error(`${infoHashes.length} torrents`);
  const again = decodeLsd(encodeLsd(LSD_GROUPS[0], { port, infoHashes, cookie: null }));
  if (again === null || again.port !== port || again.infoHashes.join() !== infoHashes.join())
    throw new Error('not the same when read again');
  if (cookie !== null && cookie.length > 64) throw new Error('a cookie without a cap');
}

export const seeds: readonly Uint8Array[] = LSD_GROUPS.map((group) =>
  encodeLsd(group, { port: 6881, infoHashes: ['0123456789abcdef0123456789abcdef01234567'], cookie: 'a1b2' }),
);
