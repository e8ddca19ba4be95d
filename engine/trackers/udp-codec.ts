/** UDP tracker packets (BEP 15), with the URL data option (BEP 41). Answers may be longer than their fields (BEP 15, "Extensions"). */
import type { Endpoint } from '../api/ids.js';
import { readUint32, writeUint16, writeUint32, writeUint64 } from '../base/big-endian.js';
import { decodeCompact } from '../base/compact-address.js';
import type { DecodeError, Result } from '../base/result.js';
import { err, ok } from '../base/result.js';
import { bytesToText } from '../bencode/value.js';
import { type AnnounceRequest, clampInterval, MAX_PEERS, type ScrapeAnswer } from './announce.js';

const PROTOCOL_ID_HIGH = 0x417;
const PROTOCOL_ID_LOW = 0x27101980;
const ACTION = { connect: 0, announce: 1, scrape: 2, error: 3 } as const;
const EVENT_CODE = { completed: 1, started: 2, stopped: 3 } as const;
const ANNOUNCE_BYTES = 98;
/** BEP 41: option type of a part of the URL, and the length of a part. */
const URL_DATA = 2;
const URL_PART_BYTES = 255;
/** Longer paths are cut: the packet must stay within one frame. */
const MAX_URL_BYTES = 4 * URL_PART_BYTES;
const MAX_ERROR_BYTES = 1_024;
/** Torrents that one scrape may ask about (BEP 15). */
export const MAX_SCRAPE_HASHES = 74;

export type UdpAnswer =
  | { readonly kind: 'connect'; readonly transactionId: number; readonly connectionId: Uint8Array }
  | {
      readonly kind: 'announce';
      readonly transactionId: number;
      readonly intervalSeconds: number;
      readonly leeches: number;
      readonly seeds: number;
      readonly peers: readonly Endpoint[];
    }
  | { readonly kind: 'scrape'; readonly transactionId: number; readonly figures: readonly ScrapeAnswer[] }
  | { readonly kind: 'error'; readonly transactionId: number; readonly message: string };

/** 16 bytes. */
export function encodeConnect(transactionId: number): Uint8Array {
  const out = new Uint8Array(16);
  writeUint32(
    out,
    writeUint32(out, writeUint32(out, writeUint32(out, 0, PROTOCOL_ID_HIGH), PROTOCOL_ID_LOW), ACTION.connect),
    transactionId,
  );
  return out;
}

/** 98 bytes and the path and query of the request's URL, where it has any. */
export function encodeAnnounce(connectionId: Uint8Array, transactionId: number, request: AnnounceRequest): Uint8Array {
  const options = urlOptions(request.url);
  const out = new Uint8Array(ANNOUNCE_BYTES + options.length);
  let at = writeHead(out, connectionId, ACTION.announce, transactionId);
  out.set(request.infoHash.subarray(0, 20), at);
  out.set(request.peerId.subarray(0, 20), at + 20);
  at = writeUint64(out, at + 40, request.downloadedBytes);
  at = writeUint64(out, at, request.leftBytes);
  at = writeUint64(out, at, request.uploadedBytes);
  at = writeUint32(out, at, request.event ? EVENT_CODE[request.event] : 0);
  at = writeUint32(out, at, 0);
  at = writeUint32(out, at, request.key);
  at = writeUint32(out, at, request.numWant);
  at = writeUint16(out, at, request.port);
  out.set(options, at);
  return out;
}

/** At most MAX_SCRAPE_HASHES hashes of 20 bytes. */
export function encodeScrape(connectionId: Uint8Array, transactionId: number, infoHashes: readonly Uint8Array[]): Uint8Array {
  const hashes = infoHashes.slice(0, MAX_SCRAPE_HASHES);
  const out = new Uint8Array(16 + hashes.length * 20);
  let at = writeHead(out, connectionId, ACTION.scrape, transactionId);
  for (const hash of hashes) {
    out.set(hash.subarray(0, 20), at);
    at += 20;
  }
  return out;
}

/** `family` is that of the tracker's own address: it decides the size of a peer (BEP 15, "IPv6"). */
export function decodeUdpAnswer(bytes: Uint8Array, family: 4 | 6): Result<UdpAnswer, DecodeError> {
  if (bytes.length < 8) return err({ code: 'udp-tracker', message: 'The packet is too short.' });
  const action = readUint32(bytes, 0);
  const transactionId = readUint32(bytes, 4);
  switch (action) {
    case ACTION.connect:
      if (bytes.length < 16) break;
      return ok({ kind: 'connect', transactionId, connectionId: bytes.slice(8, 16) });
    case ACTION.announce:
      if (bytes.length < 20) break;
      return ok({
        kind: 'announce',
        transactionId,
        // A signed number on the wire: a negative interval is as short as 0.
        intervalSeconds: clampInterval(readUint32(bytes, 8) | 0),
        leeches: readUint32(bytes, 12),
        seeds: readUint32(bytes, 16),
        peers: decodeCompact(bytes.subarray(20), family, MAX_PEERS),
      });
    case ACTION.scrape:
      return ok({ kind: 'scrape', transactionId, figures: decodeFigures(bytes) });
    case ACTION.error:
      return ok({ kind: 'error', transactionId, message: bytesToText(bytes.subarray(8, 8 + MAX_ERROR_BYTES)).replace(/\0+$/, '') });
  }
  return err({ code: 'udp-tracker', message: `A packet of ${bytes.length} bytes with action ${action} is not an answer.` });
}

function decodeFigures(bytes: Uint8Array): ScrapeAnswer[] {
  const out: ScrapeAnswer[] = [];
  for (let at = 8; at + 12 <= bytes.length && out.length < MAX_SCRAPE_HASHES; at += 12) {
    out.push({ seeds: readUint32(bytes, at), completed: readUint32(bytes, at + 4), leeches: readUint32(bytes, at + 8) });
  }
  return out;
}

function writeHead(out: Uint8Array, connectionId: Uint8Array, action: number, transactionId: number): number {
  out.set(connectionId.subarray(0, 8), 0);
  return writeUint32(out, writeUint32(out, 8, action), transactionId);
}

function urlOptions(url: string): Uint8Array {
  if (!URL.canParse(url)) return new Uint8Array(0);
  const { pathname, search } = new URL(url);
  const text = pathname + search;
  if (text === '' || text === '/') return new Uint8Array(0);
  const bytes = new Uint8Array(Buffer.from(text, 'utf8')).subarray(0, MAX_URL_BYTES);
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += URL_PART_BYTES) {
    const part = bytes.subarray(at, at + URL_PART_BYTES);
    out.push(URL_DATA, part.length, ...part);
  }
  return Uint8Array.from(out);
}
