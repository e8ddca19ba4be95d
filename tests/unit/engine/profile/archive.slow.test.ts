import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readArchive, writeArchive } from '../../../../engine/profile/archive.io.js';
import { encodeEnd, encodeHead, encodePreface } from '../../../../engine/profile/archive-format.js';
import { makeScratch, type Scratch, seededBytes } from '../../../support/payload.js';
import { seededRandom } from '../../../support/seeded-random.js';

const ABOUT = { version: 'Shoal 9', createdAt: 1_700_000_000_000 };
const FILES: Readonly<Record<string, Uint8Array>> = {
  'settings.json': Buffer.from('{}'),
  statistics: seededBytes('s', 100),
  'torrents/0000000000000001.resume': seededBytes('r', 3000),
  'torrents/0000000000000002.resume': new Uint8Array(0),
  'torrents/0000000000000002.info': seededBytes('i', 1_500_000),
};
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** An archive of any entries, with all its sums right. */
function archiveOf(entries: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const heads = entries.map(([name, bytes]) => encodeHead({ name, sizeBytes: bytes.length, sha256: sha256(bytes) }));
  const parts = entries.flatMap(([, bytes], i) => [heads[i] ?? new Uint8Array(0), bytes]);
  return Buffer.concat([encodePreface(), ...parts, encodeEnd(entries.length, sha256(Buffer.concat(heads)))]);
}
const about = ['about.json', Buffer.from(JSON.stringify(ABOUT))] as const;

describe('a state in one file', () => {
  let scratch: Scratch;
  let file: string;
  let out = 0;

  beforeEach(() => {
    scratch = makeScratch('archive');
    file = scratch.path('my.shoal');
  });
  afterEach(() => scratch.dispose());

  const unpack = () => readArchive(file, scratch.path(`out${++out}`));
  const unpacked = () => readdirSync(scratch.path(`out${out}`), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  it('comes back as it was, and nothing else does', async () => {
    const state = scratch.folder('state');
    mkdirSync(join(state, 'torrents/quarantine'), { recursive: true });
    for (const [name, bytes] of Object.entries(FILES)) writeFileSync(join(state, name), bytes);
    for (const name of ['lock', 'notes.txt', 'torrents/0000000000000001.resume.bak', 'torrents/quarantine/0000000000000003.resume']) {
      writeFileSync(join(state, name), 'not of the state');
    }
    expect(await writeArchive(state, file, ABOUT)).toBe(2);
    expect(await unpack()).toEqual(ABOUT);
    expect(unpacked()).toHaveLength(Object.keys(FILES).length);
    for (const [name, bytes] of Object.entries(FILES)) {
      expect(Buffer.compare(readFileSync(scratch.path(`out${out}`, name)), bytes), name).toBe(0);
    }
    expect(readdirSync(scratch.dir)).not.toContain('my.shoal.part');
  });

  it('replaces an older file only once it is whole', async () => {
    writeFileSync(file, 'the older one');
    await expect(writeArchive(scratch.folder('empty'), join(scratch.dir, 'no', 'such', 'folder'), ABOUT)).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('the older one');
    expect(await writeArchive(scratch.folder('empty'), file, ABOUT)).toBe(0);
    expect(await unpack()).toEqual(ABOUT);
  });

  it('is refused when it is cut off anywhere, or any bit of it is flipped', async () => {
    const whole = new Uint8Array(
      archiveOf([about, ['statistics', seededBytes('x', 60)], ['torrents/0000000000000001.resume', seededBytes('y', 60)]]),
    );
    writeFileSync(file, whole);
    await unpack();
    const random = seededRandom(2);
    for (let at = 0; at < whole.length; at++) {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random.next() * 8));
      for (const bytes of [whole.subarray(0, at), flipped]) {
        writeFileSync(file, bytes);
        await expect(unpack(), `byte ${at}`).rejects.toMatchObject({ code: 'state-unreadable' });
        rmSync(scratch.path(`out${out}`), { recursive: true, force: true });
      }
    }
  });

  it.each([
    ['a path that leads outside', [about, ['../evil', Buffer.from('x')]]],
    ['an absolute path', [about, ['/tmp/evil', Buffer.from('x')]]],
    ['a path deeper than ours', [about, ['torrents/a/0000000000000001.resume', Buffer.from('x')]]],
    ['a file that is none of ours', [about, ['torrents/autostart.desktop', Buffer.from('x')]]],
    ['one name twice', [about, ['statistics', Buffer.from('x')], ['statistics', Buffer.from('y')]]],
    ['nothing about itself', [['statistics', Buffer.from('x')]]],
    ['rubbish about itself', [['about.json', Buffer.from('{"version": 1}')]]],
    ['a bomb about itself', [['about.json', Buffer.alloc(3_000_000)]]],
  ] as const)('is refused with %s', async (_what, entries) => {
    writeFileSync(file, archiveOf(entries));
    await expect(unpack()).rejects.toMatchObject({ code: 'state-unreadable' });
    expect(readdirSync(scratch.dir)).not.toContain('evil');
  });

  it('is refused when it claims sizes that it has not', async () => {
    for (const sizeBytes of [2 ** 50, 2 ** 53 - 1, 300 * 1024 * 1024]) {
      writeFileSync(file, Buffer.concat([encodePreface(), encodeHead({ name: 'statistics', sizeBytes, sha256: sha256(Buffer.from('')) })]));
      await expect(unpack()).rejects.toMatchObject({ code: 'state-unreadable' });
    }
  });

  it('is refused with a sentence when a newer version wrote it', async () => {
    const newer = new Uint8Array(archiveOf([about]));
    newer[11] = 2;
    writeFileSync(file, newer);
    await expect(unpack()).rejects.toThrow('newer version');
  });
});
