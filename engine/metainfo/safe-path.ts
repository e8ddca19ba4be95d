/**
 * Names out of a torrent, made safe to write. Every element is cleaned on its own, so nothing that a torrent says can
 * leave the folder it is given: no separators, no `..`, no control or direction-changing characters, no bytes that are
 * not UTF-8, at most 240 bytes (a short extension is kept on top).
 * The name rules of Windows are applied on Windows alone: elsewhere a `:` is part of a name that other clients have
 * already written to the disk. Collisions are judged without regard to case or composition on every system (see
 * unique-paths.ts), so that a folder can be moved from one system to another.
 */
import { bytesToTextStrict } from '../bencode/value.js';

export type PathRules = 'posix' | 'windows';

/** The rules of the system we run on: a constant, not an effect. */
export const HOST_PATH_RULES: PathRules = process.platform === 'win32' ? 'windows' : 'posix';

/** Of one element, a short extension on top. */
export const MAX_ELEMENT_BYTES = 240;
/** A last dot this near to the end begins an extension worth keeping. */
const MAX_EXTENSION_BYTES = 9;
const DOT = 0x2e;

/**
 * Invisible and direction-changing characters, dropped: a name must not look like another one, nor hide its extension.
 * Soft hyphen, marks and overrides of direction, zero-width and joining characters, invisible operators, byte order
 * mark, annotation and tag characters.
 */
const DROPPED = String.raw`/\\\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0001}\u{e0020}-\u{e007f}`;
/** Control characters and line separators become `_`. */
const REPLACED = {
  posix: String.raw`\p{Cc}\u2028\u2029`,
  windows: String.raw`\p{Cc}\u2028\u2029?<>"|*:`,
};
const IS_DROPPED = new RegExp(`[${DROPPED}]`, 'u');
const IS_REPLACED = { posix: new RegExp(`[${REPLACED.posix}]`, 'u'), windows: new RegExp(`[${REPLACED.windows}]`, 'u') };
const NEEDS_CLEANING = {
  posix: new RegExp(`[${DROPPED}${REPLACED.posix}]`, 'u'),
  windows: new RegExp(`[${DROPPED}${REPLACED.windows}]`, 'u'),
};
const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)\s*(?:\.|$)/i;
const PLAIN = /^[\w-][\w .,()[\]-]*[\w)\]-]$/;

/**
 * One element. `force`: an element that would vanish (`..`, `/`) becomes `_`, so that the count of elements is kept;
 * otherwise it becomes ''. An empty element is always `_`.
 */
export function safeElement(element: Uint8Array, rules: PathRules, force: boolean): string {
  if (element.length === 0) return '_';
  if (element.length === 1 && element[0] === DOT && !force) return '';
  const name = cleaned(element, rules);
  if (name === '' || name === '.' || name === '..') return force ? '_' : '';
  if (rules === 'posix') return name;
  const trimmed = name.replace(/[ .]+$/, '');
  if (trimmed === '') return force ? '_' : '';
  return RESERVED_ON_WINDOWS.test(trimmed) ? `_${trimmed}` : trimmed;
}

/** Elements to a relative path with `/`; '' when nothing is left. */
export function safePath(elements: readonly Uint8Array[], rules: PathRules, force: boolean): string {
  const safe: string[] = [];
  for (const element of elements) {
    const name = safeElement(element, rules, force);
    if (name !== '') safe.push(name);
  }
  return safe.join('/');
}

/** An element that is empty, `.` or `..`. */
const LEADS_AWAY = /(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * Whether a relative path with `/` stays inside whatever folder it is put in. A second lock behind `safePath`: to be
 * asked again wherever a path is about to be used, renamed or moved.
 */
export function isInside(relative: string, rules: PathRules = HOST_PATH_RULES): boolean {
  if (relative.includes('\0') || (rules === 'windows' && /[\\:]/.test(relative))) return false;
  return !LEADS_AWAY.test(relative);
}

function cleaned(bytes: Uint8Array, rules: PathRules): string {
  if (bytes.length <= MAX_ELEMENT_BYTES) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    if (PLAIN.test(text)) return text;
    const decoded = bytesToTextStrict(bytes);
    if (decoded !== null && !NEEDS_CLEANING[rules].test(decoded)) return decoded;
  }
  let name = '';
  let nameBytes = 0;
  const extension = extensionStart(bytes);
  for (let at = 0; at < bytes.length; ) {
    const { character, length } = characterAt(bytes, at);
    if (character !== null && IS_DROPPED.test(character)) {
      at += length;
      continue;
    }
    const bad = character === null || IS_REPLACED[rules].test(character);
    const added = bad ? 1 : length;
    if (nameBytes + added > MAX_ELEMENT_BYTES && at < extension) {
      at = extension;
      continue;
    }
    name += bad ? '_' : character;
    nameBytes += added;
    at += length;
  }
  return name;
}

/** Where the short extension begins that is kept on top of the limit; the end of the bytes when there is none. */
function extensionStart(bytes: Uint8Array): number {
  const dot = bytes.lastIndexOf(DOT);
  return dot > 0 && dot >= bytes.length - MAX_EXTENSION_BYTES ? dot : bytes.length;
}

/** One character of UTF-8, or null for a run of bytes that is none: the lead byte and the continuations it asked for. */
function characterAt(bytes: Uint8Array, at: number): { readonly character: string | null; readonly length: number } {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return { character: String.fromCharCode(lead), length: 1 };
  const wanted = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : lead < 0xfc ? 5 : 6;
  let length = 1;
  while (length < wanted && ((bytes[at + length] ?? 0) & 0xc0) === 0x80) length++;
  if (length < wanted || wanted === 1 || wanted > 4) return { character: null, length };
  let code = lead & (0xff >> (wanted + 1));
  for (let i = 1; i < wanted; i++) code = (code << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  const smallest = [0, 0, 0x80, 0x800, 0x10000][wanted] ?? 0;
  if (code < smallest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return { character: null, length };
  return { character: String.fromCodePoint(code), length };
}
