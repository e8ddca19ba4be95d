/** Copies of the whole saved state, as the person sees them. */

/** One a day, before a new version, before another state took its place, or because somebody asked. */
export type BackupReason = 'daily' | 'version' | 'restore' | 'asked';

export interface BackupView {
  /** What `state.restore` takes. */
  readonly name: string;
  readonly reason: BackupReason;
  /** Of the program that made it. */
  readonly version: string;
  /** Unix ms. */
  readonly createdAt: number;
  readonly torrents: number;
  /** Together; much of it may be shared with other backups. */
  readonly bytes: number;
}

/** A state that is ready to take the place of the present one, at the next start. */
export interface NewStateView {
  readonly torrents: number;
  /** Records that could not be read, and are left out. */
  readonly unreadable: number;
}
