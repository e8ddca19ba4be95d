import type { HostileLine, Manners, Request } from '../hostile-line.js';

function spoiled(line: HostileLine, { piece, offset, length }: Request): void {
  const bytes = line.block(piece, offset, length);
  bytes[length >> 1] = (bytes[length >> 1] ?? 0) ^ 0x55;
  line.sayBlock(piece, offset, length, bytes);
}

/** One of `of` blocks is damaged. */
export const badBlocks = (of: number): Manners => ({
  kind: `damaged blocks, one in ${of}`,
  onRequest: (line, request) =>
    request.nth % of === of >> 1 ? spoiled(line, request) : line.sayBlock(request.piece, request.offset, request.length),
});

/** Three of these agree who damages which block, so that no piece comes from one of them alone. */
export const colluder = (number: number): Manners => ({
  kind: 'three who damage blocks by turns',
  onRequest: (line, request) =>
    (request.offset / 16_384 + request.piece) % 3 === number
      ? spoiled(line, request)
      : line.sayBlock(request.piece, request.offset, request.length),
});
