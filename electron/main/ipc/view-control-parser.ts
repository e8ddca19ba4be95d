/** The run-time shape of what a window says about what it shows. A message that does not fit is dropped. */

import { z } from 'zod';
import type { TorrentId } from '../../../engine/api/ids.js';
import type { DetailsRequest } from '../../../engine/api/view-messages.js';
import { index, listOf, torrentId } from '../../../engine/commands/index.js';
import type { ViewControl } from '../../contract/view.js';

/** No screen shows more rows, or more of a file list. */
const MAX_VISIBLE_ROWS = 2_000;
const MAX_RANGE_ROWS = 5_000;

const isTorrentId = (value: unknown): value is TorrentId => torrentId.safeParse(value).success;

const details: z.ZodType<DetailsRequest> = z.strictObject({
  id: torrentId,
  tab: z.enum(['overview', 'files', 'peers', 'pieces', 'trackers', 'speed', 'log']),
  range: z.exactOptional(z.strictObject({ first: index, count: z.int().min(0).max(MAX_RANGE_ROWS) })),
});

const control: z.ZodType<ViewControl> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('visible'), visible: z.boolean() }),
  z.strictObject({ kind: z.literal('visible-rows'), ids: listOf(MAX_VISIBLE_ROWS, isTorrentId, 'torrent ids') }),
  z.strictObject({ kind: z.literal('more') }),
  z.strictObject({ kind: z.literal('details'), request: details.nullable() }),
]);

/** The control message, or null when it is none. Never throws. */
export function parseViewControl(value: unknown): ViewControl | null {
  try {
    const parsed = control.safeParse(value);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
