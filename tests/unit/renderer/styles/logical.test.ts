/** The page turns around for languages that run from right to left: its styles say start and end, never left and right. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../../renderer/styles');

/** Properties with sides in their names, and `left` or `right` as a value. */
const SIDED =
  /(?:^|[\s;{])(?:(?:margin|padding|border|inset)-(?:left|right)|left|right|float|border-(?:top|bottom)-(?:left|right)-radius)\s*:/;
const SIDED_VALUE = /:\s*(?:left|right)\s*;/;

/** The two sides of a property with four values differ. */
function lopsided(line: string): boolean {
  const values = /^\s*(?:inset|padding|margin|border-radius|border-width)\s*:\s*(.+);$/.exec(line)?.[1]?.match(/[^\s(]+(?:\([^)]*\))?/g);
  return values?.length === 4 && (line.includes('radius') ? values[0] !== values[1] || values[2] !== values[3] : values[1] !== values[3]);
}

describe.each(readdirSync(folder).filter((name) => name.endsWith('.css')))('%s', (name) => {
  it('knows no left and no right, but where it says why', () => {
    const lines = readFileSync(path.join(folder, name), 'utf8').split('\n');
    const wrong = lines.filter((line, i) => {
      if (lines[i - 1]?.includes('/* sided:')) return false;
      return SIDED.test(line) || SIDED_VALUE.test(line) || lopsided(line);
    });
    expect(wrong).toEqual([]);
  });
});
