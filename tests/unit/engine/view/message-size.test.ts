import { serialize } from 'node:v8';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageSize } from '../../../../engine/view/message-size.js';

const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 80 }),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('any'), { maxLength: 5 }),
    fc.dictionary(fc.string({ maxLength: 12 }), tie('any')),
  ),
})).any;

test('a message is never much larger than its size is taken to be', () => {
  fc.assert(
    fc.property(value, (each) => {
      expect(serialize(each).byteLength).toBeLessThanOrEqual(messageSize(each) + 16);
    }),
  );
});
