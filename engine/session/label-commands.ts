/** The commands about labels, over one session. */
import type { ArgsOf } from '../api/commands.js';
import type { TorrentId } from '../api/ids.js';
import type { Torrent } from '../torrent/torrent.js';
import { findLabel, withLabel } from './label-policies.js';
import type { Session } from './session.js';

type Each = (ids: readonly TorrentId[], act: (torrent: Torrent) => void) => null;

/** Files torrents under a label, which is made where it is new; under none with null. */
export async function setLabel(session: Session, torrents: Iterable<Torrent>, name: string | null): Promise<void> {
  const labels = name === null ? session.settings.labels : withLabel(session.settings.labels, name);
  if (labels !== session.settings.labels) await session.apply({ labels });
  const label = name === null ? null : (findLabel(labels, name)?.name ?? null);
  for (const torrent of torrents) {
    torrent.standing.label = label;
    session.labels.apply(torrent);
    torrent.changed();
  }
  session.goals.changed();
}

const withLabelOf = (session: Session, name: string): Torrent[] =>
  [...session.registry.all()].filter(({ standing }) => standing.label?.toLowerCase() === name.toLowerCase());

export function labelHandlers(session: Session, each: Each) {
  return {
    'torrents.setLabel': async ({ ids, label }: ArgsOf<'torrents.setLabel'>): Promise<null> => {
      const torrents: Torrent[] = [];
      each(ids, (torrent) => torrents.push(torrent));
      await setLabel(session, torrents, label);
      session.checkpoints.hurry();
      return null;
    },
    'labels.rename': async ({ from, to }: ArgsOf<'labels.rename'>): Promise<null> => {
      const { labels } = session.settings;
      const label = findLabel(labels, from);
      if (label === undefined) return null;
      const other = findLabel(labels, to);
      const merges = other !== undefined && other !== label;
      const torrents = withLabelOf(session, from);
      await session.apply({
        labels: merges ? labels.filter((each) => each !== label) : labels.map((each) => (each === label ? { ...each, name: to } : each)),
      });
      await setLabel(session, torrents, to);
      session.checkpoints.hurry();
      return null;
    },
    'labels.delete': async ({ name }: ArgsOf<'labels.delete'>): Promise<null> => {
      const torrents = withLabelOf(session, name);
      await setLabel(session, torrents, null);
      await session.apply({ labels: session.settings.labels.filter((label) => label.name.toLowerCase() !== name.toLowerCase()) });
      session.checkpoints.hurry();
      return null;
    },
  };
}
