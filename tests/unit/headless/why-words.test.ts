import { expect, it } from 'vitest';
import type { Why } from '../../../engine/api/why.js';
import { whyWords } from '../../../headless/why-words.js';

/** One of every kind: a new kind does not compile until it is here. */
const ALL: { readonly [Kind in Why['kind']]: readonly [Extract<Why, { kind: Kind }>, string | null] } = {
  none: [{ kind: 'none' }, null],
  failed: [{ kind: 'failed', error: { code: 'internal', message: 'It broke.', facts: {} } }, 'It broke.'],
  'disk-full': [{ kind: 'disk-full', path: '/m', neededBytes: 0 }, 'No space left in /m'],
  'disk-missing': [{ kind: 'disk-missing', path: '/m' }, 'The files are not in /m'],
  'awaiting-choice': [{ kind: 'awaiting-choice' }, 'Files are still to be chosen'],
  paused: [{ kind: 'paused' }, 'Paused'],
  complete: [{ kind: 'complete' }, 'Complete'],
  'goal-reached': [{ kind: 'goal-reached', goal: 'ratio' }, 'Complete, and its seeding goal is reached'],
  queued: [{ kind: 'queued', position: 3 }, 'Number 3 in the queue'],
  'disk-silent': [{ kind: 'disk-silent' }, 'The disk does not answer'],
  'waiting-for-check': [{ kind: 'waiting-for-check' }, 'Waiting for a look at the files'],
  checking: [{ kind: 'checking', progress: 0.42 }, 'Checking the files, 42 %'],
  moving: [{ kind: 'moving', progress: 0.07 }, 'Moving the files, 7 %'],
  'fetching-details': [{ kind: 'fetching-details', peers: 1 }, 'Asking 1 peer what the torrent holds'],
  'tracker-refused': [{ kind: 'tracker-refused', url: 'http://t/', text: 'no' }, 'The tracker refused: no'],
  'tracker-unreachable': [{ kind: 'tracker-unreachable', url: 'http://t/', retryInSeconds: 30 }, 'No tracker answers; next try in 30 s'],
  'no-peers': [{ kind: 'no-peers', known: 0 }, 'No peers known yet'],
  'disk-slow': [{ kind: 'disk-slow', waitingBytes: 1 << 20 }, 'The disk is slow: 1 MiB wait to be written'],
  'limited-by-setting': [
    { kind: 'limited-by-setting', limitBps: 2048, scope: 'torrent', direction: 'down' },
    'Held at the limit of 2 KiB/s',
  ],
  'nobody-has': [{ kind: 'nobody-has', pieces: 3, rest: 0 }, '3 pieces nobody has'],
  'all-choke-us': [{ kind: 'all-choke-us', peers: 2 }, '2 peers connected, none with a free place for us'],
  'peers-slow': [{ kind: 'peers-slow', peers: 2, downBps: 0 }, '2 peers asked, waiting for data'],
  'nobody-interested': [{ kind: 'nobody-interested', peers: 0 }, '0 peers connected, none asks for anything'],
};

it.each(Object.entries(ALL))('says on a terminal why nothing moves: %s', (_kind, [why, words]) => {
  expect(whyWords(why)).toBe(words);
});
