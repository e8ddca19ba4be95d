/** Every way to be connected: {TCP} x {plain, encrypted handshake, RC4} x {libtorrent, Transmission} x {IPv4, IPv6}, both directions. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { ConnectionMatrix, cellName, connectionCells } from '../../support/connection-matrix.js';
import { lacks, libtorrentPart, transmissionPart } from '../../support/parts.js';

describe.skipIf(lacks(libtorrentPart, transmissionPart))('Shoal', () => {
  let matrix: ConnectionMatrix;
  beforeAll(() => {
    matrix = new ConnectionMatrix();
  });
  afterAll(() => matrix?.dispose());

  // Transmission lets the first byte wait for its ten-second beat: several at a time wait together
  it.concurrent.each(connectionCells().map((cell) => [cellName(cell), cell] as const))('%s', (_name, cell) => matrix.run(cell));
});
