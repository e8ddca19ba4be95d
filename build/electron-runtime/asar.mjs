// @ts-check
/** Writes an asar archive of one flat folder: Chromium Pickle header (sizes as 32-bit little endian), then the bodies. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} folder holds plain files only
 * @returns {Buffer}
 */
export function packAsar(folder) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const files = {};
  const bodies = [];
  let offset = 0;
  for (const name of readdirSync(folder).sort()) {
    const body = readFileSync(path.join(folder, name));
    files[name] = { size: body.length, offset: String(offset) };
    bodies.push(body);
    offset += body.length;
  }
  const index = Buffer.from(JSON.stringify({ files }));
  const paddedBytes = (index.length + 3) & ~3;
  const head = Buffer.alloc(16 + paddedBytes);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + paddedBytes, 4);
  head.writeUInt32LE(4 + paddedBytes, 8);
  head.writeUInt32LE(index.length, 12);
  index.copy(head, 16);
  return Buffer.concat([head, ...bodies]);
}
