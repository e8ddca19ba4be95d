/** Writes the DHT's messages (BEP 5), keys in byte order. */
import { encodeCompact } from '../base/compact-address.js';
import { BencodeWriter } from '../bencode/writer.js';
import { encodeContacts } from './contact.js';
import type { Answer, Ask, Failure, Item, KrpcMessage, Query, Want } from './krpc.js';

/** Client and version, in every message: SH, 0, 1. */
const VERSION = 'SH\x00\x01';

/** One for all: a message is written to its end before another begins. */
const writer = new BencodeWriter();

export function encodeKrpc(message: KrpcMessage): Uint8Array {
  writer.dictionary();
  switch (message.kind) {
    case 'query':
      writeQuery(message);
      break;
    case 'answer':
      writeAnswer(message);
      break;
    case 'failure':
      writeFailure(message);
  }
  return writer.end().take();
}

function writeQuery({ ask, id, readOnly, transaction }: Query): void {
  writer.string('a').dictionary();
  if (ask.method === 'put' && ask.cas !== null) writer.string('cas').integer(ask.cas);
  writer.string('id').string(id);
  writeArguments(ask);
  writer.end();
  writer.string('q').string(ask.method);
  if (readOnly) writer.string('ro').integer(1);
  writeEnd(transaction, 'q');
}

function writeArguments(ask: Ask): void {
  switch (ask.method) {
    case 'find_node':
    case 'sample_infohashes':
      writer.string('target').string(ask.target);
      return writeWant(ask.want);
    case 'get_peers':
      writer.string('info_hash').string(ask.target);
      if (ask.noSeed) writer.string('noseed').integer(1);
      if (ask.scrape) writer.string('scrape').integer(1);
      return writeWant(ask.want);
    case 'announce_peer':
      if (ask.port === null) writer.string('implied_port').integer(1);
      writer.string('info_hash').string(ask.target);
      if (ask.port !== null) writer.string('port').integer(ask.port);
      if (ask.seed) writer.string('seed').integer(1);
      writer.string('token').bytes(ask.token);
      return;
    case 'get':
      if (ask.seq !== null) writer.string('seq').integer(ask.seq);
      writer.string('target').string(ask.target);
      return writeWant(ask.want);
    case 'put':
      return writePut(ask.item, ask.token);
    default: // ping has no arguments, and what we do not know we do not ask
  }
}

function writePut(item: Item, token: Uint8Array): void {
  if (item.kind === 'mutable') {
    writer.string('k').bytes(item.key);
    if (item.salt.length > 0) writer.string('salt').bytes(item.salt);
    writer.string('seq').integer(item.seq).string('sig').bytes(item.signature);
  }
  writer.string('token').bytes(token).string('v').raw(item.value);
}

function writeWant(want: Want): void {
  if (want === null) return;
  writer.string('want').list();
  if (want.ipv4) writer.string('n4');
  if (want.ipv6) writer.string('n6');
  writer.end();
}

function writeAnswer(answer: Answer): void {
  const seenAs = answer.seenAs === null ? null : encodeCompact(answer.seenAs);
  if (seenAs !== null) writer.string('ip').bytes(seenAs);
  writer.string('r').dictionary();
  field('BFpe', answer.peerFilter);
  field('BFsd', answer.seedFilter);
  writer.string('id').string(answer.id);
  if (answer.intervalSeconds !== undefined) writer.string('interval').integer(answer.intervalSeconds);
  field('k', answer.key);
  if (answer.nodes !== undefined) writer.string('nodes').string(encodeContacts(answer.nodes));
  if (answer.nodes6 !== undefined) writer.string('nodes6').string(encodeContacts(answer.nodes6));
  if (answer.sampledOf !== undefined) writer.string('num').integer(answer.sampledOf);
  if (answer.samples !== undefined) writer.string('samples').string(answer.samples.join(''));
  if (answer.seq !== undefined) writer.string('seq').integer(answer.seq);
  field('sig', answer.signature);
  field('token', answer.token);
  if (answer.value !== undefined) writer.string('v').raw(answer.value);
  if (answer.peers !== undefined) {
    writer.string('values').list();
    for (const place of answer.peers) writer.string(place);
    writer.end();
  }
  writer.end();
  writeEnd(answer.transaction, 'r');
}

function writeFailure({ code, text, transaction }: Failure): void {
  writer.string('e').list().integer(code).string(text).end();
  writeEnd(transaction, 'e');
}

function field(key: string, bytes: Uint8Array | undefined): void {
  if (bytes !== undefined) writer.string(key).bytes(bytes);
}

function writeEnd(transaction: string, kind: string): void {
  writer.string('t').string(transaction).string('v').string(VERSION).string('y').string(kind);
}
