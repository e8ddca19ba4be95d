import { beforeEach, describe, expect, it } from 'vitest';
import type { ViewMessage } from '../../../../electron/contract/index.js';
import { applyDetailsMessage, details, requestDetails } from '../../../../renderer/stores/details.js';
import { countPieces } from '../../../../renderer/stores/pieces-data.js';
import { type FakeBridge, useFakeBridge } from '../support/fake-bridge.js';
import { idOf } from '../support/rows.js';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = useFakeBridge();
  requestDetails(null);
  bridge.sent.length = 0;
});

const log = (n: number, ...texts: string[]): ViewMessage => ({
  kind: 'details-snapshot',
  id: idOf(n),
  details: { tab: 'log', lines: texts.map((text) => ({ at: 0, level: 'info', text })) },
});

describe('the details store', () => {
  it('sends a wish once, and again only when it differs', () => {
    requestDetails({ id: idOf(1), tab: 'log' });
    requestDetails({ id: idOf(1), tab: 'log' });
    expect(bridge.sent).toEqual([{ kind: 'details', request: { id: idOf(1), tab: 'log' } }]);
    requestDetails({ id: idOf(1), tab: 'files', range: { first: 0, count: 10 } });
    requestDetails({ id: idOf(1), tab: 'files', range: { first: 50, count: 10 } });
    expect(bridge.sent).toHaveLength(3);
  });

  it('never shows what belongs to another torrent or tab', () => {
    requestDetails({ id: idOf(1), tab: 'log' });
    applyDetailsMessage(log(2, 'not mine'));
    expect(details.getState().log).toBeNull();
    applyDetailsMessage(log(1, 'mine'));
    expect(details.getState().log).toHaveLength(1);
    requestDetails({ id: idOf(2), tab: 'log' });
    expect(details.getState().log).toBeNull();
  });

  it('keeps the files on show while another range is on its way', () => {
    requestDetails({ id: idOf(1), tab: 'files', range: { first: 0, count: 10 } });
    applyDetailsMessage({ kind: 'details-snapshot', id: idOf(1), details: { tab: 'files', first: 0, total: 900, rows: [] } });
    requestDetails({ id: idOf(1), tab: 'files', range: { first: 50, count: 10 } });
    expect(details.getState().files?.total).toBe(900);
  });

  it('appends lines and samples and keeps no more than it needs', () => {
    requestDetails({ id: idOf(1), tab: 'speed' });
    applyDetailsMessage({ kind: 'details-snapshot', id: idOf(1), details: { tab: 'speed', samples: [] } });
    for (let at = 0; at < 300; at++) {
      applyDetailsMessage({ kind: 'details-delta', id: idOf(1), delta: { tab: 'speed', append: [{ at, downBps: at, upBps: null }] } });
    }
    expect(details.getState().samples).toHaveLength(240);
    expect(details.getState().samples?.[0]?.at).toBe(60);
  });

  it('applies piece changes to its own copy, clamps them, and counts what changed', () => {
    requestDetails({ id: idOf(1), tab: 'pieces' });
    const state = Uint8Array.from([15, 0, 3, 0]);
    const availability = Uint8Array.from([2, 0, 1, 4]);
    applyDetailsMessage({
      kind: 'details-snapshot',
      id: idOf(1),
      details: { tab: 'pieces', pieces: { pieceCount: 4, pieceLength: 16_384, state, availability } },
    });
    const first = details.getState().pieces;
    expect(first === null ? null : countPieces(first)).toMatchObject({ have: 1, filling: 1, missing: 1, nobody: 1 });
    applyDetailsMessage({
      kind: 'details-delta',
      id: idOf(1),
      delta: { tab: 'pieces', delta: { changes: Uint32Array.from([1, 99, 999, 7, 1, 1]) } },
    });
    const { pieces } = details.getState();
    expect(pieces?.dirty).toEqual([1]);
    expect(pieces?.version).toBe(1);
    expect(pieces?.state[1]).toBe(15);
    expect(pieces?.availability[1]).toBe(255);
    expect(state[1]).toBe(0);
  });
});

describe('counting pieces', () => {
  const data = (state: number[], availability: number[]) => ({
    pieceCount: state.length,
    pieceLength: 1,
    version: 0,
    dirty: null,
    state: Uint8Array.from(state),
    availability: Uint8Array.from(availability),
  });
  it('counts each piece once', () => {
    const counts = countPieces(data([15, 0, 5, 5, 0], [0, 0, 0, 2, 1]));
    expect(counts).toEqual({ have: 1, filling: 1, missing: 1, nobody: 2, anyPeers: true });
  });
  it('says nothing about nobody while no peer is connected', () => {
    expect(countPieces(data([15, 0, 5], [0, 0, 0]))).toEqual({ have: 1, filling: 1, missing: 1, nobody: 0, anyPeers: false });
  });
});
