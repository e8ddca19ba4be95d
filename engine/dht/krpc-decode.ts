/**
 * Reads the DHT's messages (BEP 5): strict, every field checked, nothing thrown. Fields that nobody knows are passed over.
 */
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { scan } from '../bencode/scan.js';
import { bytesToKey, bytesToText } from '../bencode/value.js';
import { readAnswer } from './answer-decode.js';
import { type Fault, FieldScan } from './field-scan.js';
import { type Failure, type KrpcMessage, MAX_DATAGRAM_BYTES } from './krpc.js';
import { readAsk } from './query-decode.js';

/** Values in a message, those inside an item included. */
const MAX_TOKENS = 1500;
/** An asker's transaction is given back whole, so it may not be long. */
const MAX_TRANSACTION_BYTES = 32;
const MAX_ERROR_TEXT = 200;
const METHOD_BYTES = 32;

const LETTER_Q = 0x71;
const LETTER_R = 0x72;
const LETTER_E = 0x65;

/** Errors: those of bencode, `not-a-message`, `duplicate-key`, and `invalid-field` with its path. */
export function decodeKrpc(datagram: Uint8Array): Result<KrpcMessage, DecodeError> {
  const scanned = scan(datagram, { maxBytes: MAX_DATAGRAM_BYTES, maxTokens: MAX_TOKENS });
  if (!scanned.ok) return scanned;
  const { value } = scanned;
  if (value.kind(0) !== 'dictionary' || value.trailingBytes > 0)
    return err({ code: 'not-a-message', message: 'The datagram is no dictionary.' });
  if (value.duplicateAtBytes !== null) return err({ code: 'duplicate-key', message: 'A field is there twice.' });
  const fault: Fault = { error: null };
  const message = read(new FieldScan(value, 0, '', fault));
  return fault.error === null ? ok(message) : err(fault.error);
}

function read(from: FieldScan): KrpcMessage {
  const transaction = bytesToKey(from.bytes('t', 1, MAX_TRANSACTION_BYTES));
  const [letter] = from.bytes('y', 1, 1);
  switch (letter) {
    case LETTER_Q: {
      const method = bytesToKey(from.bytes('q', 1, METHOD_BYTES));
      const asked = from.inner('a');
      return { kind: 'query', transaction, id: asked.id('id'), readOnly: from.flag('ro'), ask: readAsk(method, asked) };
    }
    case LETTER_R:
      return readAnswer(transaction, from);
    case LETTER_E:
      return readFailure(transaction, from);
    default:
      from.wrong('y', 'a kind of message');
      return { kind: 'failure', transaction, code: 0, text: '' };
  }
}

function readFailure(transaction: string, from: FieldScan): Failure {
  const { scan: all } = from;
  const list = from.token('e');
  const [code, text] = list < 0 || all.kind(list) !== 'list' || all.after(list) < list + 3 ? [-1, -1] : [list + 1, all.after(list + 1)];
  if (code < 0 || text >= all.after(list) || all.kind(code) !== 'integer' || all.kind(text) !== 'string') {
    from.wrong('e', 'a code and a text');
    return { kind: 'failure', transaction, code: 0, text: '' };
  }
  return {
    kind: 'failure',
    transaction,
    code: Number(all.integer(code)),
    text: bytesToText(all.content(text).subarray(0, MAX_ERROR_TEXT)),
  };
}
