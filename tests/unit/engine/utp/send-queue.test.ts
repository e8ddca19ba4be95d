import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SendQueue } from '../../../../engine/utp/send-queue.js';

test('what was written is read in order, in pieces of any size, and whoever wrote is told once it was read', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 4 })),
      fc.array(fc.integer({ min: 1, max: 30 })),
      (writes, reads) => {
        const queue = new SendQueue();
        const told: number[] = [];
        const all = Buffer.concat(writes.flat());
        for (const [i, chunks] of writes.entries()) queue.push(chunks, () => told.push(i));
        expect(queue.bytes).toBe(all.length);
        const out = Buffer.alloc(all.length + 5);
        let at = 0;
        for (const most of [...reads, all.length + 1]) {
          const read = queue.read(out, at, Math.min(most, all.length - at));
          at += read;
          queue.tell();
          const ends = writes.map((_, i) => Buffer.concat(writes.slice(0, i + 1).flat()).length);
          expect(told).toEqual(ends.flatMap((end, i) => (end <= at ? [i] : [])));
        }
        expect([at, queue.bytes]).toEqual([all.length, 0]);
        expect(out.subarray(0, at)).toEqual(all);
      },
    ),
  );
});

test('what is thrown away is told too, once', () => {
  const queue = new SendQueue();
  let told = 0;
  queue.push([new Uint8Array(10)], () => told++);
  queue.push([new Uint8Array(10)], () => told++);
  queue.read(Buffer.alloc(12), 0, 12);
  queue.clear();
  expect([told, queue.bytes, queue.tell()]).toEqual([2, 0, false]);
});
