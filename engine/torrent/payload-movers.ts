/** Makes what moves a torrent's payload: picker, flow and uploader, introduced to each other. */

import type { Bitfield } from '../base/bitfield.js';
import { piecesASlab } from '../base/slab.js';
import type { Geometry } from '../metainfo/geometry.js';
import type { Deadlines } from '../picker/deadlines.js';
import { PiecePicker } from '../picker/piece-picker.js';
import { piecesARun } from '../picker/piece-runs.js';
import type { ContentBody } from './content-body.js';
import type { KeptBlocks } from './kept-blocks.js';
import { PieceFlow, type PieceFlowHost } from './piece-flow.js';
import type { TorrentServices } from './services.js';
import type { SwarmContent } from './swarm-content.js';
import { Uploader, type UploaderHost } from './uploader.js';
import type { WriteGate } from './write-gate.js';

export interface PayloadHost extends PieceFlowHost, UploaderHost {}

/** What they ask of who is above the content; the content answers the rest. */
export interface ContentHost extends Omit<PayloadHost, 'hasPiece' | 'pieceBytes'> {}

/** What they work on. */
export interface PayloadParts {
  readonly geometry: Geometry;
  readonly body: ContentBody;
  /** Verified pieces: the picker shares this very object. */
  readonly have: Bitfield;
  /** One a piece, to begin with. */
  readonly priorities: Uint8Array;
  readonly kept: KeptBlocks;
  readonly gate: WriteGate;
  readonly deadlines: Deadlines;
  readonly sequential: boolean;
}

export function makeMovers(host: PayloadHost, parts: PayloadParts, services: Pick<TorrentServices, 'pool' | 'random'>): SwarmContent {
  const { body, deadlines, gate, geometry, have, kept, priorities } = parts;
  const { layout, storage } = body;
  const { pool, random } = services;
  const { pieceCount, pieceLength } = geometry;
  const shape = {
    pieceCount,
    pieceLength,
    pieceBytes: (piece: number) => geometry.pieceBytes(piece),
    padBlocks: (piece: number) => layout.padBlocks(piece),
  };
  const flow = new PieceFlow(host, shape, pool, gate.before(storage), kept);
  const groupPieces = piecesARun(pieceCount, piecesASlab(pieceLength));
  const picker = new PiecePicker(flow, pieceCount, random, { have, priorities, deadlines, groupPieces });
  picker.sequential = parts.sequential;
  flow.attach(picker);
  flow.openKept();
  return { picker, flow, uploader: new Uploader(host, pieceLength, pieceCount, pool, storage) };
}

/** The host's calls, bound: a host is usually a class. */
export function hostCalls(host: ContentHost): ContentHost {
  return {
    onPieceStored: (piece, from) => host.onPieceStored(piece, from),
    onPieceBad: (piece, from, hashes) => host.onPieceBad(piece, from, hashes),
    onStorageFailed: (error) => host.onStorageFailed(error),
    onExtentWritten: () => host.onExtentWritten(),
    onBlockRaced: (piece, block, winner) => host.onBlockRaced(piece, block, winner),
    uploadAllowance: () => host.uploadAllowance(),
    spendUpload: (bytes) => host.spendUpload(bytes),
    onUploaded: (peer, bytes) => host.onUploaded(peer, bytes),
    onReadFailed: (error, first, count) => host.onReadFailed(error, first, count),
    nowMs: () => host.nowMs(),
  };
}
