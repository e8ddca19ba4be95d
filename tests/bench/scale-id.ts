/** The id of the n-th torrent of a made profile: its maker and who looks for it agree. */
import type { TorrentId } from '../../engine/api/ids.js';

export const idOf = (n: number): TorrentId => n.toString(16).padStart(16, '0') as TorrentId;
