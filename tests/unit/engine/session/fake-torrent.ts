/** As much of a torrent as the session's small parts look at. */
import type { InfoHashV1, TorrentId } from '../../../../engine/api/ids.js';
import type { TorrentRow } from '../../../../engine/api/torrent-view.js';
import { SpeedHistory } from '../../../../engine/torrent/speed-history.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';
import { TorrentLog } from '../../../../engine/torrent/torrent-log.js';

export const idOf = (number: number): TorrentId => number.toString(16).padStart(16, '0') as TorrentId;

export class FakeTorrent {
  readonly id: TorrentId;
  readonly init: { readonly infoHashV1: InfoHashV1 };
  readonly log_ = new TorrentLog();
  readonly history = new SpeedHistory();
  row: TorrentRow;

  constructor(readonly number: number) {
    this.id = idOf(number);
    this.init = { infoHashV1: number.toString(16).padStart(40, '0') as InfoHashV1 };
    this.row = rowOf(number);
  }
  get asTorrent(): Torrent {
    return this as unknown as Torrent; // the parts under test use no more of it
  }
}

export function rowOf(number: number): TorrentRow {
  return {
    id: idOf(number),
    name: `torrent ${number}`,
    infoHashV1: null,
    infoHashV2: null,
    status: { kind: 'downloading' },
    why: { kind: 'none' },
    sizeBytes: 1000,
    wantedBytes: 1000,
    doneBytes: 0,
    downBps: 0,
    upBps: 0,
    etaSeconds: null,
    connectedSeeds: 0,
    connectedLeeches: 0,
    swarmSeeds: null,
    swarmLeeches: null,
    downloadedBytes: 0,
    uploadedBytes: 0,
    wastedBytes: 0,
    savePath: '/downloads',
    private: false,
    forced: false,
    sequential: false,
    firstLast: false,
    superSeed: false,
    label: null,
    priority: 'normal',
    queuePosition: null,
    sessionDownloadedBytes: 0,
    sessionUploadedBytes: 0,
    availability: null,
    trackers: [],
    maxDownBps: null,
    maxUpBps: null,
    activeAt: null,
    seedingSeconds: 0,
    createdAt: null,
    addedAt: 1,
    completedAt: null,
    strip: new Uint8Array(64),
  };
}
