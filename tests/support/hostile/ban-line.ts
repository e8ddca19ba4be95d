/** What the log of a torrent says of a ban. */

export interface LoggedBan {
  /** The address without its port. */
  readonly host: string;
  readonly reason: string;
}

/** Null when the line is about something else. */
export function banIn(text: string): LoggedBan | null {
  const found = /^Banned ([\d.]+)(?::\d+)?: (.*)\.$/.exec(text);
  return found?.[1] === undefined ? null : { host: found[1], reason: found[2] ?? '' };
}
