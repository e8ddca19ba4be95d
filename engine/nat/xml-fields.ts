/**
 * As much of XML as gateways speak: the text between a tag and its end. No document types, no entities but the five that XML itself has:
 * what has a document type is not read at all. Linear in the length of the text.
 */

/** Longer documents are no gateway's. */
export const MAX_XML_CHARS = 65_536;
const MAX_FOUND = 256;

/** The contents of every element of this name, in order, whatever its namespace prefix; nested ones of the same name are not told apart. */
export function elements(xml: string, name: string): string[] {
  if (xml.length > MAX_XML_CHARS || /<!DOCTYPE|<!ENTITY/i.test(xml)) return [];
  const found: string[] = [];
  let from = 0;
  while (found.length < MAX_FOUND) {
    const open = nextTag(xml, name, from, false);
    if (open === null) break;
    const close = nextTag(xml, name, open.end, true);
    if (close === null) break;
    found.push(xml.slice(open.end, close.start));
    from = close.end;
  }
  return found;
}

/** The text of the first element of this name, entities undone; null where there is none. */
export function fieldText(xml: string, name: string): string | null {
  const [found] = elements(xml, name);
  return found === undefined ? null : unescapeXml(found.trim());
}

/** Text for inside an element. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|(lt|gt|amp|quot|apos));/g, (whole, code: string | undefined, entity: string | undefined) => {
    if (entity !== undefined) return ENTITIES[entity] ?? whole;
    const point = Number(code);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function nextTag(xml: string, name: string, from: number, closing: boolean): { start: number; end: number } | null {
  for (let start = xml.indexOf('<', from); start >= 0; start = xml.indexOf('<', start + 1)) {
    const end = xml.indexOf('>', start);
    if (end < 0) return null;
    const tag = xml.slice(start + 1, end);
    if (tag.startsWith('/') !== closing || tag.endsWith('/')) continue;
    const word = tag.slice(closing ? 1 : 0).split(/\s/, 1)[0] ?? '';
    if (word === name || word.endsWith(`:${name}`)) return { start, end: end + 1 };
  }
  return null;
}
