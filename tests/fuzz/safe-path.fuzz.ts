/** Names: split at zero bytes into elements, cleaned by both rules, they lead nowhere outside the folder. */
import { posix, win32 } from 'node:path';
import { isInside, safePath } from '../../engine/metainfo/safe-path.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

export const seeds: readonly Uint8Array[] = [
  bytes('..\0..\0etc\0passwd'),
  bytes('c:\0CON\0nul.txt\0a. '),
  bytes('a\\..\\..\\b\0\u202e.\u200b.\0/'),
  new Uint8Array([0x66, 0xf8, 0x9f, 0x9f, 0x9f, 0x9f, 0, 0xe0, 0x80, 0xae, 0xc2]),
  bytes(`${'é'.repeat(300)}.torrent`),
];

export function fuzz(data: Uint8Array): void {
  const elements: Uint8Array[] = [];
  for (let start = 0; start <= data.length; ) {
    const zero = data.indexOf(0, start);
    const end = zero === -1 ? data.length : zero;
    elements.push(data.subarray(start, end));
    start = end + 1;
  }
  for (const rules of ['posix', 'windows'] as const) {
    const system = rules === 'windows' ? win32 : posix;
    const root = rules === 'windows' ? 'D:\\downloads' : '/downloads';
    for (const force of [true, false]) {
      const path = safePath(elements, rules, force);
      if (path === '' && !force) continue;
      if (force && path.split('/').length !== elements.length) throw new Error('an element was lost');
      if (!isInside(path, rules)) throw new Error(`leads out: ${path}`);
      const relative = system.relative(root, system.resolve(root, path));
      if (relative === '' || system.isAbsolute(relative) || relative.split(system.sep)[0] === '..')
        throw new Error(`resolves out: ${path}`);
      if (/\p{Cc}|\p{Surrogate}/u.test(path)) throw new Error(`unclean: ${JSON.stringify(path)}`);
      for (const element of path.split('/')) if (Buffer.byteLength(element) > 250) throw new Error('an element is too long');
    }
  }
}
