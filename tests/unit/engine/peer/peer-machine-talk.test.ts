import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { UPLOAD_QUEUE_CAP } from '../../../../engine/peer/upload-queue.js';
import * as encode from '../../../../engine/wire/encode.js';
import { machine, message, said } from './peer-log.js';

const [REQUEST, CANCEL, REJECT] = [6, 8, 16];

describe('choke and requests', () => {
  const asking = (fast: boolean) => {
    const made = machine({ fast });
    made.peer.receive(encode.UNCHOKE, 1);
    made.peer.request(Int32Array.of(0, 0, 0, 3, 2, 1), 3, 5);
    expect(said(made.peer)).toEqual([
      `request 0 0 ${BLOCK_BYTES}`,
      `request 0 ${3 * BLOCK_BYTES} ${BLOCK_BYTES}`,
      `request 2 ${BLOCK_BYTES} ${20_000 - BLOCK_BYTES}`,
    ]);
    made.log.entries.length = 0;
    return made;
  };

  test('a choke ends all requests when the peer has no fast extension', () => {
    const { peer, log } = asking(false);
    peer.receive(encode.CHOKE, 6);
    expect(log.entries).toEqual(['dropped 0:0', 'dropped 0:3', 'dropped 2:1', 'flags choking content']);
    expect(peer.requests.size).toBe(0);
  });

  test('a choke leaves requests to be rejected one by one with the fast extension', () => {
    const { peer, log } = asking(true);
    peer.receive(encode.CHOKE, 6);
    expect(log.entries).toEqual(['flags choking content']);
    expect(peer.requests.size).toBe(3);
    peer.receive(message(REJECT, 0, 3 * BLOCK_BYTES, BLOCK_BYTES), 7);
    peer.receive(message(REJECT, 0, 3 * BLOCK_BYTES, BLOCK_BYTES), 7);
    expect(log.entries.slice(1)).toEqual(['dropped 0:3']);
    expect([peer.requests.has(0, 0), peer.requests.has(0, 3), peer.requests.has(2, 1)]).toEqual([true, false, true]);
  });

  test('a request is taken back once', () => {
    const { peer } = asking(true);
    peer.cancel(2, 1);
    peer.cancel(2, 1);
    peer.cancel(1, 1);
    expect(said(peer)).toEqual([`cancel 2 ${BLOCK_BYTES} ${20_000 - BLOCK_BYTES}`]);
  });
});

describe('what we serve', () => {
  const ask = (piece: number, offset = 0, length = BLOCK_BYTES) => message(REQUEST, piece, offset, length);

  test('queues requests of those we do not choke, oldest first', () => {
    const { peer, log } = machine();
    peer.setChoking(false);
    peer.receive(Buffer.concat([ask(1), ask(0)]), 1);
    expect(log.entries).toEqual(['queue 1', 'queue 2']);
    const oldest = { piece: -1, offset: 0, length: 0 };
    peer.uploads.peek(0, oldest);
    expect(oldest.piece).toBe(1);
    expect(said(peer)).toEqual(['unchoke']);
  });

  test.each([
    [true, [`reject 1 0 ${BLOCK_BYTES}`]],
    [false, []],
  ])('refuses while we choke; says so with the fast extension: %s', (fast, words) => {
    const { peer, log } = machine({ fast });
    peer.receive(ask(1), 1);
    expect([log.entries, log.faults]).toEqual([[], []]);
    expect(said(peer)).toEqual(words);
  });

  test('refuses more than a block at a time, and more than the queue holds', () => {
    const { peer } = machine();
    peer.setChoking(false);
    said(peer);
    peer.receive(ask(0, 0, BLOCK_BYTES + 1), 1);
    expect(said(peer)).toEqual([`reject 0 0 ${BLOCK_BYTES + 1}`]);
    for (let i = 0; i < UPLOAD_QUEUE_CAP; i++) peer.receive(ask(0, i, 1), 1);
    expect(said(peer)).toEqual([]);
    peer.receive(ask(1), 1);
    expect(said(peer)).toEqual([`reject 1 0 ${BLOCK_BYTES}`]);
    expect(peer.uploads.size).toBe(UPLOAD_QUEUE_CAP);
  });

  test('answers each request that a choke or a cancel ends', () => {
    const { peer } = machine();
    peer.setChoking(false);
    peer.receive(Buffer.concat([ask(0), ask(1), message(CANCEL, 0, 0, BLOCK_BYTES)]), 1);
    peer.setChoking(true);
    expect(said(peer)).toEqual(['unchoke', `reject 0 0 ${BLOCK_BYTES}`, 'choke', `reject 1 0 ${BLOCK_BYTES}`]);
    expect(peer.uploads.size).toBe(0);
  });
});

describe('what we say', () => {
  test('choke and interest only when they change', () => {
    const { peer } = machine();
    for (const on of [false, true, true, false]) peer.setInterested(on);
    for (const on of [true, false, false, true]) peer.setChoking(on);
    expect(said(peer)).toEqual(['interested', 'not-interested', 'unchoke', 'choke']);
  });

  test.each([
    ['***', true, ['have-all']],
    ['...', true, ['have-none']],
    ['*.*', true, ['bitfield']],
    ['***', false, ['bitfield']],
    ['...', false, []],
  ])('pieces %s, fast %s, as %s', (picture, fast, words) => {
    const { peer } = machine({ fast });
    const have = new Bitfield(3);
    for (const [piece, mark] of [...picture].entries()) if (mark === '*') have.add(piece);
    peer.sayPieces(have);
    expect(said(peer)).toEqual(words);
  });
});
