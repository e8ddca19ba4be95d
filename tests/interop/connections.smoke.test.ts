/** A few cells of the matrix of connections; all of them are in full/connection-matrix.test.ts. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Cell, ConnectionMatrix, cellName } from '../support/connection-matrix.js';
import { lacks, libtorrentPart, transmissionPart } from '../support/parts.js';

const BASE = { transport: 'tcp', family: 'IPv4' } as const;
const CELLS: readonly Cell[] = [
  { ...BASE, encryption: 'rc4', peer: 'libtorrent', role: 'downloads' },
  { ...BASE, encryption: 'rc4', peer: 'libtorrent', role: 'seeds', family: 'IPv6' },
  { ...BASE, encryption: 'handshake', peer: 'libtorrent', role: 'seeds' },
  { ...BASE, encryption: 'handshake', peer: 'Transmission', role: 'downloads' },
  { ...BASE, encryption: 'rc4', peer: 'Transmission', role: 'seeds' },
];

describe.skipIf(lacks(libtorrentPart, transmissionPart))('Shoal', () => {
  let matrix: ConnectionMatrix;
  beforeAll(() => {
    matrix = new ConnectionMatrix();
  });
  afterAll(() => matrix?.dispose());

  it.concurrent.each(CELLS.map((cell) => [cellName(cell), cell] as const))('%s', (_name, cell) => matrix.run(cell));
});
