import { describe, expect, it } from 'vitest';
import type { Why } from '../../../../electron/contract/index.js';
import { hostOf, whySentence } from '../../../../renderer/format/why-sentence.js';
import { plainText } from '../../../support/plain-text.js';

/** One of every kind: a new kind does not compile until it is here. */
const ALL: { readonly [Kind in Why['kind']]: readonly [Extract<Why, { kind: Kind }>, string | null] } = {
  none: [{ kind: 'none' }, null],
  failed: [{ kind: 'failed', error: { code: 'disk-failed', message: '', facts: { path: '/m/x' } } }, '“x” cannot be read or written.'],
  'disk-full': [{ kind: 'disk-full', path: '/media/Media', neededBytes: 4.1e9 }, 'Not enough space in Media. 4.1 GB more is needed.'],
  'disk-missing': [{ kind: 'disk-missing', path: '/media/usb' }, 'The files are not in /media/usb any more.'],
  'awaiting-choice': [{ kind: 'awaiting-choice' }, 'It waits for you to choose its files.'],
  paused: [{ kind: 'paused' }, 'It waits until you resume it.'],
  complete: [{ kind: 'complete' }, 'Everything is here. Nothing is sent until you resume it.'],
  'goal-reached': [{ kind: 'goal-reached', goal: 'ratio' }, 'It has given as much as you wanted. Resume it to give more.'],
  queued: [{ kind: 'queued', position: 3 }, 'It starts when its turn comes. It is number 3 in the queue.'],
  'disk-silent': [{ kind: 'disk-silent' }, 'The disk does not answer right now. Other disks go on.'],
  'waiting-for-check': [{ kind: 'waiting-for-check' }, 'Its files wait to be checked.'],
  checking: [{ kind: 'checking', progress: 0.42 }, 'Its files are being checked, 42% so far. Then it goes on.'],
  moving: [{ kind: 'moving', progress: 0.07 }, 'Its files are being moved, 7% so far. Then it goes on.'],
  'fetching-details': [{ kind: 'fetching-details', peers: 2 }, 'Fetching details from 2 peers.'],
  'tracker-refused': [
    { kind: 'tracker-refused', url: 'https://t.example:443/a', text: 'not\u202Ehere' },
    't.example refused this torrent: “not‹RLO›here”.',
  ],
  'tracker-unreachable': [
    { kind: 'tracker-unreachable', url: 'udp://tracker.example.org:1337/announce', retryInSeconds: 240 },
    'Tracker tracker.example.org is not answering. Trying again in 4 min.',
  ],
  'no-peers': [{ kind: 'no-peers', known: 0 }, 'Waiting for peers. Nobody with this torrent is online right now.'],
  'disk-slow': [{ kind: 'disk-slow', waitingBytes: 4e6 }, 'The disk is slower than the network right now: 4.0 MB wait to be written.'],
  'limited-by-setting': [
    { kind: 'limited-by-setting', limitBps: 2e6, scope: 'session', direction: 'down' },
    'Held at your download limit of 2.0 MB/s.',
  ],
  'nobody-has': [{ kind: 'nobody-has', pieces: 3, rest: 9 }, '3 pieces nobody has yet. The rest continues.'],
  'all-choke-us': [{ kind: 'all-choke-us', peers: 2 }, '2 peers are connected, and none has a free place for us yet.'],
  'peers-slow': [{ kind: 'peers-slow', peers: 1, downBps: 900 }, '1 peer sends no more than 900 B/s.'],
  'nobody-interested': [{ kind: 'nobody-interested', peers: 0 }, 'Nobody asks for this right now.'],
};

describe('the sentence that says why', () => {
  it.each(Object.entries(ALL))('is plain for %s', (_kind, [why, sentence]) => {
    const said = whySentence(why);
    expect(said === null ? null : plainText(said)).toBe(sentence);
  });
  it('fits the figures', () => {
    const limited = (scope: 'torrent' | 'session', direction: 'down' | 'up') =>
      plainText(whySentence({ kind: 'limited-by-setting', limitBps: 5e4, scope, direction }));
    expect(limited('torrent', 'down')).toBe('Held at this torrent’s download limit of 50 kB/s.');
    expect(limited('torrent', 'up')).toBe('Held at this torrent’s upload limit of 50 kB/s.');
    expect(limited('session', 'up')).toBe('Held at your upload limit of 50 kB/s.');
    expect(whySentence({ kind: 'no-peers', known: 3 })).toBe('Waiting for peers. None of 3 known addresses answers right now.');
    expect(whySentence({ kind: 'nobody-has', pieces: 1, rest: 0 })).toBe('1 piece nobody has yet. Waiting for someone who does.');
    expect(whySentence({ kind: 'queued', position: 1 })).toBe('It is the next to start.');
    expect(whySentence({ kind: 'peers-slow', peers: 2, downBps: 0 })).toBe('2 peers were asked, and nothing has come for a while.');
    expect(whySentence({ kind: 'nobody-interested', peers: 2 })).toBe('2 peers are connected, and none needs anything from us.');
    expect(whySentence({ kind: 'fetching-details', peers: 0 })).toBe('Fetching details. Looking for peers.');
  });
  it('keeps a url it cannot read as it is', () => {
    expect(hostOf('not a url')).toBe('not a url');
  });
});
