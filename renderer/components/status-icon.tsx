/** The icon and tone of each state. Hue is never the only carrier: each has its own shape and a word beside it. */
import type { TorrentStatus } from '../../electron/contract/index.js';
import { Icon, type IconName } from './icon.js';

const LOOK: Readonly<Record<TorrentStatus['kind'], readonly [IconName, string]>> = {
  downloading: ['down', 'is-down'],
  seeding: ['up', 'is-up'],
  finished: ['done', 'muted'],
  paused: ['pause', 'muted'],
  queued: ['clock', 'muted'],
  checking: ['recheck', 'muted'],
  moving: ['folder', 'muted'],
  'fetching-details': ['link', 'is-down'],
  'awaiting-choice': ['choose', 'is-down'],
  'waiting-for-peers': ['waiting', 'muted'],
  'needs-attention': ['alert', 'is-danger'],
};

/** Icon and tone of a state. */
export const statusLook = (kind: TorrentStatus['kind']): readonly [icon: IconName, tone: string] => LOOK[kind];
export const statusTone = (kind: TorrentStatus['kind']): string => LOOK[kind][1];

export function StatusIcon({ kind }: { readonly kind: TorrentStatus['kind'] }) {
  const [name, tone] = LOOK[kind];
  return <Icon name={name} className={tone} />;
}
