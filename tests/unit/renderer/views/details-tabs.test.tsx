// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { OverviewView, PeerRow, TrackerRow } from '../../../../electron/contract/index.js';
import { details } from '../../../../renderer/stores/details.js';
import { runOnTorrents } from '../../../../renderer/stores/torrent-commands.js';
import { OverviewTab } from '../../../../renderer/views/torrent-details/overview-tab.js';
import { PeersTab } from '../../../../renderer/views/torrent-details/peers-tab.js';
import { TrackersTab } from '../../../../renderer/views/torrent-details/trackers-tab.js';
import { plainText } from '../../../support/plain-text.js';
import { useFakeBridge } from '../support/fake-bridge.js';
import { type Drawn, draw } from '../support/render.js';
import { makeRow } from '../support/rows.js';

const OVERVIEW: OverviewView = {
  pieceCount: 4,
  pieceLength: 16_384,
  fileCount: 1,
  wantedFileCount: 1,
  version: 'v1',
  comment: null,
  createdBy: null,
  createdAt: null,
  source: null,
  havePieces: 2,
  nobodyHasPieces: 0,
  availability: null,
  knownPeers: 0,
  connectedPeers: 0,
  maxDownBps: null,
  maxUpBps: null,
  magnet: 'magnet:?',
  strip: new Uint8Array(4),
  nobody: new Uint8Array(4),
};

const WEB_SEED: PeerRow = {
  key: 1,
  address: 'mirror.example.org',
  client: 'Web seed (waiting: the server is busy)',
  transport: 'webseed',
  incoming: false,
  encryption: 'none',
  source: 'torrent',
  progress: 1,
  strip: new Uint8Array(32),
  downBps: 0,
  upBps: 0,
  downloadedBytes: 0,
  uploadedBytes: 0,
  requestsOut: 0,
  requestsIn: 0,
  weInterested: false,
  theyInterested: false,
  weChoked: true,
  theyChoked: true,
  snubbed: true,
  optimistic: false,
};

let drawn: Drawn;
afterEach(() => drawn.unmount());

describe('the overview', () => {
  it('gives the reason as a sentence and does not repeat the state beside it', async () => {
    useFakeBridge();
    const status = { kind: 'queued', position: 3 } as const;
    drawn = await draw(<OverviewTab row={makeRow(1, { status, why: status })} />);
    expect(drawn.get('why').textContent).toBe('It starts when its turn comes. It is number 3 in the queue.');
    expect(drawn.host.textContent).not.toContain('Queued');
  });

  it('tells of super-seeding and of the order only where they are set', async () => {
    useFakeBridge();
    details.setState({ overview: OVERVIEW });
    drawn = await draw(<OverviewTab row={makeRow(1)} />);
    expect(drawn.host.textContent).not.toMatch(/Super-seed|Order/);
    drawn.unmount();
    drawn = await draw(<OverviewTab row={makeRow(1, { sequential: true, superSeed: true })} />);
    expect(drawn.host.textContent).toContain('Super-seedOn');
    expect(drawn.host.textContent).toContain('OrderFrom first to last');
  });
});

describe('the peers', () => {
  it('names web seeds with what holds them, and who was banned for what', async () => {
    useFakeBridge();
    const bans = [{ address: '10.0.0.9:6881', reason: 'it sent damaged data', at: Date.now() - 240_000 }];
    details.setState({ peers: { rows: [WEB_SEED], known: 1, bans } });
    drawn = await draw(<PeersTab row={makeRow(1)} />);
    expect(drawn.all('[title="Web seed (waiting: the server is busy)"]')).toHaveLength(1);
    expect(plainText(drawn.get('bans').textContent)).toBe('1 address is banned10.0.0.9:6881: it sent damaged data, 4 minutes ago');
  });
});

describe('the trackers', () => {
  it('tells one that refused from one that is silent, and how many addresses came from peers', async () => {
    useFakeBridge();
    const tracker = (tier: number, refused: boolean): TrackerRow => ({
      tier,
      url: `https://tracker${tier}.example/announce`,
      status: { kind: 'failed', text: 'no', retryAt: Date.now() + 60_000, refused },
      seeds: null,
      leeches: null,
      peersReceived: 0,
      nextAnnounceAt: null,
      warning: null,
    });
    details.setState({ trackers: [tracker(1, true), tracker(2, false)], exchanged: 12 });
    drawn = await draw(<TrackersTab row={makeRow(1)} />);
    expect(drawn.all('.chip').map((chip) => chip.textContent)).toEqual(['Refused', 'Not answering']);
    expect(drawn.host.textContent).toContain('12 addresses from other peers');
  });

  it('tells what the DHT found and when it looks again, and nothing where the torrent takes no part', async () => {
    useFakeBridge();
    const found = { seeds: 3, leeches: null, peersReceived: 7, nextSearchAt: Date.now() + 600_000 };
    details.setState({ trackers: [], dht: { status: { kind: 'done', lastSearchAt: Date.now(), announcedAt: 8 }, ...found } });
    drawn = await draw(<TrackersTab row={makeRow(1)} />);
    expect(drawn.get('dht-line').textContent).toMatch(/^DHT: 7 peers, again in 10 min/);
    expect(drawn.get('dht-line').title).toMatch(/^Seeds 3, leeches /);
    drawn.unmount();
    details.setState({ dht: { status: { kind: 'searching' }, ...found } });
    drawn = await draw(<TrackersTab row={makeRow(1)} />);
    expect(drawn.get('dht-line').textContent).toBe('DHT: searching');
    drawn.unmount();
    details.setState({ dht: null });
    drawn = await draw(<TrackersTab row={makeRow(1)} />);
    expect(drawn.all('[data-testid="dht-line"]')).toHaveLength(0);
  });
});

describe('force start', () => {
  it('is taken back by the same item', async () => {
    const bridge = useFakeBridge();
    const given = (): unknown[] => bridge.calls.map(({ name }) => name);
    drawn = await draw(null);
    runOnTorrents('force-start', [makeRow(1)]);
    runOnTorrents('force-start', [makeRow(1, { forced: true })]);
    expect(given()).toEqual(['torrents.forceStart', 'torrents.resume']);
  });
});
