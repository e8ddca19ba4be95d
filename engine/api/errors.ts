/**
 * Every failure that can reach a person has a code here. The message is one plain English sentence and is what
 * the command line prints; the app turns `code` and `facts` into its own (translated) words in one place.
 */
export type EngineErrorCode =
  | 'torrent-invalid' // not a valid .torrent: facts.reason, facts.field
  | 'torrent-too-large' // over the caps on bytes, pieces, depth, files
  | 'torrent-v2-only' // readable, but v2-only transfer is not available yet
  | 'magnet-invalid'
  | 'duplicate' // already in the list: facts.id
  | 'torrent-unknown' // no such TorrentId
  | 'arguments-invalid' // a command's arguments do not have the required shape
  | 'path-unusable' // a folder or file cannot be used: facts.path, facts.errno
  | 'path-outside-root' // a name would lead outside the chosen folder
  | 'data-missing' // files moved or deleted
  | 'data-mismatch' // the data on the disk is not what the torrent describes
  | 'file-in-the-way' // another file is where one of the torrent's belongs: facts.path, facts.file (index)
  | 'disk-full' // facts.path
  | 'disk-failed' // facts.path, facts.errno
  | 'disk-stalled' // a volume does not answer
  | 'port-unavailable' // facts.port, facts.errno
  | 'udp-port-unavailable' // another one is used: facts.port
  | 'address-unusable' // facts.address
  | 'tracker-failed' // facts.url, facts.reason
  | 'metadata-unavailable'
  | 'state-unreadable' // a saved record could not be read
  | 'profile-in-use'
  | 'network-failed' // facts.host, facts.errno
  | 'ip-filter-failed' // its list cannot be read: facts.place, facts.reason, facts.kept (ranges that stay in force)
  | 'cancelled'
  | 'internal';

/** Small machine-readable details of an error; values are shown to people, so no secrets. */
export type ErrorFacts = Readonly<Record<string, string | number>>;

/** An error as it travels to a window or a log: plain data. */
export interface ErrorView {
  readonly code: EngineErrorCode;
  /** One plain sentence in English. */
  readonly message: string;
  readonly facts: ErrorFacts;
}

/** The only error type that adapters throw and that leaves the engine. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    readonly facts: ErrorFacts = {},
  ) {
    super(message);
  }
  /** The plain-data form. */
  view(): ErrorView {
    return { code: this.code, message: this.message, facts: this.facts };
  }
}
