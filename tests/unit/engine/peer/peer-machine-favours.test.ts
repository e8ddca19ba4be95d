import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { encodeAllowedFast, encodeSuggest, HAVE_ALL, UNCHOKE } from '../../../../engine/wire/encode.js';
import { drawn, machine, message, said } from './peer-log.js';

const REQUEST = 6;
const ask = (piece: number, offset = 0) => message(REQUEST, piece, offset, BLOCK_BYTES);

describe('allowed fast', () => {
  test('is told once, and never to a peer without the fast extension', () => {
    const { peer } = machine();
    peer.allowFast(1);
    peer.allowFast(1);
    expect(said(peer)).toEqual(['allowed-fast']);
    const plain = machine({ fast: false }).peer;
    plain.allowFast(1);
    expect(said(plain)).toEqual([]);
  });

  test('requests for such a piece are taken while we choke, as much as the piece holds; others are rejected', () => {
    const { peer, log } = machine();
    peer.allowFast(1);
    said(peer);
    for (let block = 0; block < 4; block++) peer.receive(ask(1, block * BLOCK_BYTES), 1);
    expect(log.entries).toEqual(['queue 1', 'queue 2', 'queue 3', 'queue 4']);
    peer.receive(Buffer.concat([ask(1), ask(0)]), 1);
    expect(said(peer)).toEqual([`reject 1 0 ${BLOCK_BYTES}`, `reject 0 0 ${BLOCK_BYTES}`]);
    expect(log.faults).toEqual([]);
  });

  test('a choke leaves requests for such a piece standing', () => {
    const { peer } = machine();
    peer.allowFast(1);
    peer.setChoking(false);
    peer.receive(Buffer.concat([ask(0), ask(1)]), 1);
    said(peer);
    peer.setChoking(true);
    expect(said(peer)).toEqual(['choke', `reject 0 0 ${BLOCK_BYTES}`]);
    const left = { piece: -1, offset: 0, length: 0 };
    expect([peer.uploads.size, peer.uploads.peek(0, left), left.piece]).toEqual([1, true, 1]);
  });

  test('what the peer allows and suggests is kept, as far as it lies inside the torrent', () => {
    const { peer, log } = machine();
    peer.receive(Buffer.concat([encodeAllowedFast(2), encodeAllowedFast(3), encodeSuggest(1), encodeSuggest(99)]), 1);
    expect([peer.permits.allowedToUs, peer.permits.suggested, log.faults]).toEqual([[2], [1], []]);
  });

  test('what the peer allowed or suggested and then rejects is a favour no longer', () => {
    const { peer, log } = machine();
    const REJECT = 16;
    const reject = (piece: number, block: number) => message(REJECT, piece, block * BLOCK_BYTES, BLOCK_BYTES);
    peer.receive(Buffer.concat([HAVE_ALL, encodeAllowedFast(0), encodeAllowedFast(1), encodeSuggest(0), encodeSuggest(1)]), 1);
    peer.request(Int32Array.of(0, 0, 0, 1), 2, 1);
    peer.receive(reject(1, 0), 2); // never asked for
    expect(peer.permits.allowedToUs).toEqual([0, 1]);
    peer.receive(Buffer.concat([reject(0, 0), reject(0, 1)]), 2);
    expect([peer.permits.allowedToUs, peer.permits.suggested]).toEqual([[1], [1, 0]]);
    expect(log.entries.slice(-2)).toEqual(['dropped 0:0', 'dropped 0:1']);
    peer.receive(UNCHOKE, 3);
    peer.request(Int32Array.of(1, 0), 1, 3);
    peer.receive(reject(1, 0), 4);
    expect([peer.permits.allowedToUs, peer.permits.suggested]).toEqual([[1], [0]]);
  });

  test('what was allowed before the metadata is judged with it', () => {
    const { peer } = machine({ geometry: null });
    peer.receive(Buffer.concat([encodeAllowedFast(2), encodeAllowedFast(3)]), 1);
    peer.setGeometry({ pieceCount: 3, pieceBytes: () => BLOCK_BYTES });
    expect(peer.permits.allowedToUs).toEqual([2]);
  });
});

describe('a piece that is no longer there', () => {
  test('leaves the set, and what was asked of it will not come', () => {
    const { peer, log } = machine();
    peer.receive(HAVE_ALL, 1);
    peer.request(Int32Array.of(0, 0, 1, 0, 1, 3, 2, 1), 4, 1);
    log.entries.length = 0;
    peer.onDontHave(1);
    expect(log.entries).toEqual(['lost 1 of all', 'dropped 1:0', 'dropped 1:3']);
    expect([drawn(peer), peer.requests.size]).toEqual(['*.*', 2]);
    peer.onDontHave(1);
    expect(log.entries).toHaveLength(3);
    peer.onDontHave(2);
    expect(log.entries.slice(3)).toEqual(['lost 2', 'dropped 2:1']);
  });

  test('outside the torrent is a fault', () => {
    const { peer, log } = machine();
    peer.onDontHave(3);
    expect(log.faults).toEqual(['it lost a piece outside the torrent']);
  });
});
