import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** A sample that breaks one rule each, at the path where the rule matters. */
const SAMPLES: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['suspicious/noExplicitAny', 'engine/peer/any.ts', 'export const a: any = 1;'],
  ['style/noNonNullAssertion', 'engine/peer/bang.ts', 'export const a = [1][0]!;'],
  ['style/noEnum', 'engine/peer/enum.ts', 'export enum A { B }'],
  ['style/noRestrictedImports', 'engine/peer/electron.ts', "import { app } from 'electron';\napp.quit();"],
  ['style/noRestrictedImports', 'headless/electron.ts', "import { app } from 'electron';\napp.quit();"],
  ['style/noRestrictedImports', 'renderer/views/electron.ts', "import { shell } from 'electron';\nshell.beep();"],
  ['correctness/noNodejsModules', 'engine/api/node.ts', "import fs from 'node:fs';\nfs.closeSync(1);"],
  ['correctness/noNodejsModules', 'electron/contract/node.ts', "import fs from 'node:fs';\nfs.closeSync(1);"],
  ['correctness/noNodejsModules', 'renderer/views/node.ts', "import fs from 'node:fs';\nfs.closeSync(1);"],
  ['correctness/noUnusedImports', 'engine/peer/unused.ts', "import { a } from './any.js';"],
  ['style/useImportType', 'engine/peer/type.ts', "import { A } from './enum.js';\nexport type B = A;"],
  ['style/useFilenamingConvention', 'engine/peer/BadName.ts', 'export const a = 1;'],
  ['security/noDangerouslySetInnerHtml', 'renderer/views/markup.tsx', 'export const a = <p dangerouslySetInnerHTML={{ __html: b }} />;'],
  ['suspicious/noFocusedTests', 'tests/unit/focused.test.ts', "test.only('a', () => {});"],
  ['suspicious/noImportCycles', 'engine/wire/cycle-a.ts', "import type { B } from './cycle-b.js';\nexport type A = B | 1;"],
  ['suspicious/noImportCycles', 'engine/wire/cycle-b.ts', "import type { A } from './cycle-a.js';\nexport type B = A | 2;"],
];

/** Runs Biome once over all samples with the project's rules; gives `rule path` of every finding. */
function findings(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    const rules = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
    for (const [, path, text] of SAMPLES) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `${text}\n`);
    }
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', '--reporter=github', '--max-diagnostics=none'];
    const printed = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout;
    return [...printed.matchAll(/title=lint\/([^,]+),file=([^,]+)/g)].map(
      ([, rule, file]) => `${rule} ${file?.replaceAll('\\', '/').replace(/^.*\/lint-[^/]*\//, '')}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('every rule of ours that Biome checks is seen to fire', () => {
  const found = findings();
  for (const [rule, path] of SAMPLES) expect(found).toContain(`${rule} ${path}`);
});
