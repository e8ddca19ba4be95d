/** Makes a torrent's net and content be as its state says: whether it seeks peers, moves payload, counts as seeding. */
import type { Standing } from './standing.js';
import type { TorrentContent } from './torrent-content.js';
import type { TorrentDetails } from './torrent-details.js';
import type { TorrentNet } from './torrent-net.js';
import { isActive, type TorrentState } from './torrent-state.js';
import type { WebSeeds } from './web-seeds.js';

/** The torrent. */
export interface StateFollower {
  readonly state: TorrentState;
  readonly content: TorrentContent | null;
  readonly details: TorrentDetails;
  readonly net: TorrentNet;
  readonly standing: Standing;
  readonly webSeeds: WebSeeds;
  nowMs(): number;
}

/** `engaged`: peers are here or expected. `mayRun` tells whether it would have its turn once its data is open. */
export function followState(torrent: StateFollower, engaged: boolean, mayRun: () => boolean): void {
  const { content, net, state } = torrent;
  // a seed nobody is connected to needs none of what moves payload
  const payload = state.kind === 'running' && content !== null && (engaged || !content.isWhole);
  if (payload && content.swarmContent === null) activate(torrent, content);
  else if (!payload && content?.swarmContent != null) deactivate(torrent, content);
  // a new torrent's peers are sought while the disk is still being looked at, so that the first byte comes sooner
  const fresh = state.kind === 'opening' && state.intent === 'run' && content?.have.isEmpty === true && mayRun();
  if (isActive(state) || fresh) net.start();
  else void net.stop();
}

/** Seeding is timed while it runs with all that is wanted. */
export function clockSeeding(torrent: StateFollower): void {
  const { content, standing, state } = torrent;
  standing.seeding.set(state.kind === 'running' && content?.isComplete === true, torrent.nowMs());
}

function activate({ details, net, webSeeds }: StateFollower, content: TorrentContent): void {
  const { areHere, known, long } = details;
  if (!areHere) return; // until somebody is connected and asks for them
  net.swarm.setContent(content.activate());
  if (known !== null && long !== null) webSeeds.start({ ...long, webSeeds: known.webSeeds }, content);
}

/** Web seeds are stopped before the flow is. */
function deactivate({ net, webSeeds }: StateFollower, content: TorrentContent): void {
  net.swarm.setContent(null);
  webSeeds.stop();
  content.deactivate();
}
