/** Text from torrents, peers and trackers made harmless for a terminal: escape sequences and direction overrides could rewrite the screen. */

// C0, DEL and C1 controls; bidirectional marks, overrides and isolates; line and paragraph separators.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The text with every such character replaced by U+FFFD. */
export function plainText(text: string): string {
  return text.replace(UNSAFE, '\ufffd');
}
