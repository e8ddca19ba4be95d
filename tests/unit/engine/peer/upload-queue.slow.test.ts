import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UPLOAD_QUEUE_CAP, UploadQueue } from '../../../../engine/peer/upload-queue.js';

type Request = readonly [piece: number, offset: number, length: number];

/** What is queued, oldest first, as `shift` would hand it out; cancelled slots left out. */
function contents(queue: UploadQueue): Request[] {
  const found: Request[] = [];
  const into = { piece: 0, offset: 0, length: 0 };
  for (let ahead = 0; queue.peek(ahead, into); ahead++) if (into.piece >= 0) found.push([into.piece, into.offset, into.length]);
  return found;
}

const same = (a: Request, b: Request) => a.every((number, i) => number === b[i]);

describe('upload queue', () => {
  test('is first in, first out, with any request cancelled in between', () => {
    const request = fc.tuple(fc.nat(2), fc.nat(2), fc.constant(16)) as fc.Arbitrary<Request>;
    const step = fc.record({ kind: fc.constantFrom('add', 'add', 'add', 'shift', 'cancel', 'clear'), request, times: fc.nat(40) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        const queue = new UploadQueue();
        let model: Request[] = [];
        for (const {
          kind,
          request: [piece, offset, length],
          times,
        } of steps) {
          const wanted: Request = [piece, offset, length];
          if (kind === 'add') for (let i = 0; i <= times; i++) queue.add(...wanted) && model.push(wanted);
          else if (kind === 'shift') {
            for (let i = 0; i < times; i++) {
              queue.shift();
              model.shift();
            }
          } else if (kind === 'cancel') {
            const at = model.findIndex((one) => same(one, wanted));
            expect(queue.cancel(...wanted)).toBe(at >= 0);
            if (at >= 0) model.splice(at, 1);
          } else if (times === 0) {
            const told: Request[] = [];
            queue.clear((...one) => void told.push(one));
            expect(told).toEqual(model);
            model = [];
          }
          expect(queue.size).toBe(model.length);
          expect(contents(queue)).toEqual(model);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('refuses more than its cap, and takes more once there is room', () => {
    const queue = new UploadQueue();
    for (let i = 0; i < UPLOAD_QUEUE_CAP; i++) expect(queue.add(i, 0, 1)).toBe(true);
    expect(queue.add(9999, 0, 1)).toBe(false);
    expect(queue.size).toBe(UPLOAD_QUEUE_CAP);
    queue.shift();
    expect(queue.add(9999, 0, 1)).toBe(true);
    expect(contents(queue)[0]).toEqual([1, 0, 1]);
    expect(contents(queue).at(-1)).toEqual([9999, 0, 1]);
  });

  test('finds nothing ahead of its end', () => {
    const queue = new UploadQueue();
    queue.add(1, 2, 3);
    const into = { piece: 0, offset: 0, length: 0 };
    expect(queue.peek(0, into)).toBe(true);
    expect(into).toEqual({ piece: 1, offset: 2, length: 3 });
    expect(queue.peek(1, into)).toBe(false);
    queue.shift();
    queue.shift();
    expect([queue.size, queue.peek(0, into)]).toEqual([0, false]);
  });
});
