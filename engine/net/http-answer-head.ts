/**
 * The head of an HTTP/1.1 answer (RFC 9112, 4 to 6), read strictly: whoever can make two readers disagree about where an
 * answer ends can slip one of his own into the next. Pure: text in, facts or an error code out.
 */

/** More fields than this are nobody's honest answer. */
const MAX_FIELDS = 200;
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}):[ \t]*(.*?)[ \t]*$/s;
/** Control characters besides tab have no place in a value; RFC 9110, 5.5. */
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** Where the body ends. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  /** With the connection. */
  | { readonly kind: 'close' };

export interface AnswerHead {
  readonly status: number;
  /** Names in lower case; several of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly framing: BodyFraming;
  /** The connection may carry another request afterwards. */
  readonly keepAlive: boolean;
}

export type HeadResult = { readonly head: AnswerHead } | { readonly error: string };

/** `text`: every line up to the empty one, as latin1. Errors are codes: `HPE_` and what is wrong. */
export function readAnswerHead(text: string): HeadResult {
  const [first = '', ...lines] = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const start = /^HTTP\/1\.([01]) (\d{3})(?: [^\0\r\n]*)?$/.exec(first);
  if (start === null) return { error: 'HPE_INVALID_CONSTANT' };
  const status = Number(start[2]);
  if (status < 100 || status === 101) return { error: 'HPE_INVALID_STATUS' };
  if (lines.length > MAX_FIELDS) return { error: 'HPE_HEADER_OVERFLOW' };
  const headers = readFields(lines);
  if (headers === null) return { error: 'HPE_INVALID_HEADER_TOKEN' };
  const framing = framingOf(status, headers);
  if (typeof framing === 'string') return { error: framing };
  const connection = (headers.connection ?? '').toLowerCase().split(/[ \t,]+/);
  const keepAlive = framing.kind !== 'close' && (start[1] === '1' ? !connection.includes('close') : connection.includes('keep-alive'));
  return { head: { status, headers, framing, keepAlive } };
}

/** null: a line is no field. Lines that continue the one before (obs-fold) are refused as well. */
function readFields(lines: readonly string[]): Record<string, string> | null {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>; // a field may be called `__proto__`
  for (const line of lines) {
    const match = FIELD.exec(line);
    if (match === null) return null;
    const [, name = '', value = ''] = match;
    if (FORBIDDEN.test(value)) return null;
    const key = name.toLowerCase();
    const before = headers[key];
    headers[key] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}

/** RFC 9112, 6.3; a code where the answer contradicts itself. */
function framingOf(status: number, headers: Readonly<Record<string, string>>): BodyFraming | string {
  const coding = headers['transfer-encoding'];
  const length = headers['content-length'];
  if (coding !== undefined) {
    if (length !== undefined) return 'HPE_UNEXPECTED_CONTENT_LENGTH';
    if (coding.toLowerCase() !== 'chunked') return 'HPE_INVALID_TRANSFER_ENCODING';
  }
  if (length !== undefined && !isLength(length)) return 'HPE_INVALID_CONTENT_LENGTH';
  if (status < 200 || status === 204 || status === 304) return { kind: 'none' };
  if (coding !== undefined) return { kind: 'chunked' };
  return length === undefined ? { kind: 'close' } : { kind: 'length', bytes: Number.parseInt(length, 10) };
}

/** One number, or the same one several times. */
function isLength(text: string): boolean {
  const values = new Set(text.split(',').map((part) => part.trim()));
  return values.size === 1 && [...values].every((value) => /^\d{1,15}$/.test(value));
}
