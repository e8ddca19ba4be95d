import { describe, expect, test } from 'vitest';
import { checkSources } from '../../../build/check-architecture.mjs';

/** What the rules say of one file, as `rule:line`. */
async function verdicts(path: string, text: string): Promise<string[]> {
  return (await checkSources([[path, text]])).map((one) => `${one.rule}:${one.line}`);
}

describe('the import table', () => {
  test.each([
    ['engine/wire/encode.ts', "import { a } from '../metainfo/magnet.js';"],
    ['engine/peer/peer-machine.ts', "import type { A } from '../picker/piece-picker.js';"],
    ['engine/torrent/torrent.ts', "export { a } from '../session/session.js';"],
    ['engine/torrent/torrent.ts', "import { a } from '../net/tcp-stream.js';"],
    ['engine/base/bytes.ts', "type A = import('../wire/message.js').Message;"],
    ['engine/api/ids.ts', "const a = await import('../base/bytes.js');"],
    ['engine/unknown/a.ts', "import { a } from '../base/bytes.js';"],
    ['engine/session/session.ts', "import { a } from '../../electron/main/log.js';"],
    ['headless/shoal.ts', "import { a } from '../engine/bencode/scan.js';"],
    ['electron/main/main.ts', "import { a } from '../../engine/session/session.js';"],
    ['electron/preload/preload.ts', "import { a } from '../../engine/commands/index.js';"],
    ['electron/contract/view.ts', "import { a } from '../main/log.js';"],
    ['renderer/components/button.tsx', "import { a } from '../stores/torrents.js';"],
    ['renderer/stores/torrents.ts', "import { a } from '../views/list.js';"],
    ['renderer/format/bytes.ts', "import { a } from '../components/button.js';"],
    ['renderer/views/list.tsx', "import { a } from '../app/app.js';"],
    ['renderer/app/app.tsx', "import { a } from '../../engine/session/session.js';"],
  ])('%s may not say %s', async (path, text) => {
    expect(await verdicts(path, `// head\n${text}\n`)).toEqual(['import-table:2']);
  });

  test.each([
    ['engine/wire/encode.ts', "import { a } from '../bencode/decode.js'; import { b } from './message.js';"],
    ['engine/torrent/torrent.ts', "import { a } from '../picker/piece-picker.js';"],
    ['engine/index.ts', "import { a } from './compose.io.js';"],
    ['headless/shoal.ts', "import { a } from '../engine/index.js';"],
    ['electron/main/main.ts', "import { a } from '../../engine/commands/index.js';"],
    ['renderer/views/list/list.tsx', "import { a } from '../../stores/torrents.js';"],
    ['renderer/app/app.tsx', "import { a } from '../views/list.js'; import { createRoot } from 'react-dom/client';"],
    ['tests/unit/engine/wire/encode.test.ts', "import { a } from '../../../../engine/session/session.js';"],
  ])('%s may say %s', async (path, text) => {
    expect(await verdicts(path, text)).toEqual([]);
  });

  test('packages are imported only where they belong', async () => {
    expect(await verdicts('engine/metainfo/torrent-file.ts', "import bencode from 'bencode';")).toEqual(['import-table:1']);
    expect(await verdicts('engine/bencode/decode.ts', "import bencode from 'bencode';")).toEqual([]);
    expect(await verdicts('headless/shoal.ts', "import { app } from 'electron';")).toEqual(['import-table:1']);
  });
});

describe('effects', () => {
  test.each([
    "import fs from 'node:fs/promises';",
    "import { connect } from 'node:net';",
    "import { randomBytes } from 'node:crypto';",
    "import { open } from './handle-pool.io.js';",
    'const a = Date.now();',
    'const a = new Date();',
    'const a = Math.random();',
    'const a = performance.now();',
    'setTimeout(() => {}, 1);',
    "console.warn('x');",
  ])('a pure file of the engine may not say %s', async (text) => {
    expect(await verdicts('engine/storage/recheck.ts', text)).toEqual(['effects:1']);
    expect(await verdicts('engine/storage/recheck.io.ts', text)).toEqual([]);
  });

  test('hashing, given times and words in strings are no effects', async () => {
    const text = "import { createHash } from 'node:crypto';\nconst a = new Date(5);\nconst b = 'Date.now()'; // Math.random()\n";
    expect(await verdicts('engine/storage/recheck.ts', text)).toEqual([]);
  });
});

test('a file past the budget warns, far past it fails', async () => {
  const lines = (count: number) => 'export {};\n'.repeat(1) + '// line\n'.repeat(count - 1);
  expect(await checkSources([['engine/base/bytes.ts', lines(250)]])).toEqual([]);
  expect((await checkSources([['engine/base/bytes.ts', lines(251)]]))[0]).toMatchObject({ rule: 'file-budget', level: 'warning' });
  expect((await checkSources([['engine/base/bytes.ts', lines(401)]]))[0]).toMatchObject({ rule: 'file-budget', level: 'error' });
});

test.each([
  'engine/base/utils.ts',
  'engine/base/string-helper.ts',
  'renderer/common/a.ts',
  'electron/main/window-manager.ts',
  'tests/misc.ts',
])('%s has a name that says nothing', async (path) => {
  expect(await verdicts(path, '')).toEqual(['file-names:1']);
});

test.each([
  'element.innerHTML = text;',
  'const a = <p dangerouslySetInnerHTML={{ __html: text }} />;',
  "element.insertAdjacentHTML('x', y);",
])('text never becomes markup: %s', async (text) => {
  expect(new Set(await verdicts('renderer/views/list.tsx', text))).toEqual(new Set(['no-markup:1']));
});
