/** Names come from strangers. In a native dialog they stay on one line and cannot turn the text around. */

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/** The text with control and direction characters made visible, at most `maxChars` long, cut in the middle. */
export function displayText(text: string, maxChars: number): string {
  const visible = text.replace(CONTROL, '\ufffd');
  if (visible.length <= maxChars) return visible;
  const tail = Math.floor(maxChars / 3);
  return `${visible.slice(0, maxChars - tail - 1)}…${visible.slice(visible.length - tail)}`;
}
