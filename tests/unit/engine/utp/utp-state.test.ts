import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transition, type UtpState, type UtpStep } from '../../../../engine/utp/utp-state.js';

const steps = fc.array(
  fc.constantFrom<UtpStep>(
    { kind: 'answered' },
    { kind: 'confirmed' },
    { kind: 'finish' },
    { kind: 'finished' },
    { kind: 'break', why: 'ECONNRESET' },
  ),
);
const states = fc.constantFrom<UtpState>({ kind: 'syn-sent' }, { kind: 'syn-received' }, { kind: 'connected' }, { kind: 'finishing' });

test('a connection that is closed stays so, for the reason it was closed for first', () => {
  fc.assert(
    fc.property(states, steps, (state, list) => {
      const first = transition(state, { kind: 'break', why: 'ETIMEDOUT' });
      expect(list.reduce(transition, first)).toEqual({ kind: 'closed', why: 'ETIMEDOUT' });
    }),
  );
});

test('it is connected by an answer to our first packet, or by a proof that the peer got ours', () => {
  expect(transition({ kind: 'syn-sent' }, { kind: 'answered' }).kind).toBe('connected');
  expect(transition({ kind: 'syn-sent' }, { kind: 'confirmed' }).kind).toBe('syn-sent');
  expect(transition({ kind: 'syn-received' }, { kind: 'confirmed' }).kind).toBe('connected');
  expect(transition({ kind: 'syn-received' }, { kind: 'answered' }).kind).toBe('syn-received');
});

test('it ends in two steps where it was up, and in one before', () => {
  expect(transition({ kind: 'connected' }, { kind: 'finish' }).kind).toBe('finishing');
  expect(transition({ kind: 'finishing' }, { kind: 'finished' }).kind).toBe('closed');
  expect(transition({ kind: 'syn-received' }, { kind: 'finish' }).kind).toBe('closed');
});
