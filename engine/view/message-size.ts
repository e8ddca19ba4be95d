/**
 * About how many bytes a value takes in a message to a window (structured clone), a little more than less. Field names
 * travel with every value. Cheap: it looks, and writes nothing.
 */

const NUMBER = 9;
const OBJECT = 12;

/** Bytes of a value, the names of its fields included. */
export function messageSize(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return textSize(value);
    case 'number':
      return Number.isInteger(value) && Math.abs(value) < 2 ** 30 ? 6 : NUMBER;
    case 'object':
      return value === null ? 1 : objectSize(value);
    default:
      return 1;
  }
}

/** Two bytes a character, as soon as one of them is beyond Latin-1. */
function textSize(text: string): number {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return 4 + 2 * text.length;
  return 3 + text.length;
}

function objectSize(value: object): number {
  if (ArrayBuffer.isView(value)) return 24 + value.byteLength;
  let bytes = OBJECT;
  if (Array.isArray(value)) {
    for (const each of value) bytes += messageSize(each);
    return bytes;
  }
  for (const key of Object.keys(value)) bytes += 3 + key.length + messageSize((value as Record<string, unknown>)[key]);
  return bytes;
}
