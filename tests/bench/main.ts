/** `npm run bench`: runs the sections, prints how each figure compares with its target, writes the charts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportPage } from './chart.js';
import { findingLine, isMissed } from './figures.js';
import { OUT } from './places.js';
import type { Section, SectionResult } from './section.js';
import { connections } from './sections/connections.js';
import { electron } from './sections/electron.js';
import { encryption } from './sections/encryption.js';
import { hostile } from './sections/hostile.js';
import { ipFilter } from './sections/ip-filter.js';
import { longListSection } from './sections/long-list.js';
import { memory } from './sections/memory.js';
import { pickerCost } from './sections/picker-cost.js';
import { recheck } from './sections/recheck.js';
import { scale } from './sections/scale.js';
import { shapes } from './sections/shapes.js';
import { torrentCost } from './sections/torrent-cost.js';
import { transfers } from './sections/transfers.js';
import { utp } from './sections/utp.js';
import { Stage } from './stage.js';

const SECTIONS: readonly Section[] = [
  transfers,
  electron,
  encryption,
  recheck,
  longListSection,
  memory,
  shapes,
  connections,
  hostile,
  scale,
  pickerCost,
  torrentCost,
  ipFilter,
  utp,
];
const ROUNDS = 5;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true },
      case: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    say('npm run bench -- [--rounds N] [--only NAME]... [--case PART]...\n');
    for (const { name, about } of SECTIONS) say(`  ${name.padEnd(12)} ${about}`);
    say('\n  --case: of the sections long-list, memory and scale only the cases whose name contains PART');
    return 0;
  }
  const chosen = SECTIONS.filter(({ name }) => values.only === undefined || values.only.includes(name));
  const unknown = values.only?.filter((name) => !SECTIONS.some((section) => section.name === name)) ?? [];
  if (unknown.length > 0) throw new Error(`no such section: ${unknown.join(', ')}`);
  const stage = new Stage();
  const results: { name: string; result: SectionResult }[] = [];
  let failed = false;
  try {
    for (const section of chosen) {
      say(`\n── ${section.name}: ${section.about}`);
      try {
        const rounds = Number(values.rounds ?? ROUNDS);
        const result = await section.run({ stage, rounds, cases: values.case ?? [], say: (text) => say(`  ${text}`) });
        results.push({ name: section.name, result });
      } catch (problem) {
        failed = true;
        say(`  failed: ${problem instanceof Error ? problem.message : String(problem)}`);
      }
    }
  } finally {
    stage.dispose();
  }
  const findings = results.flatMap(({ result }) => result.findings);
  say('\nleast / median / most; x: ratio to the peer, round by round; then the target\n');
  for (const finding of findings) say(findingLine(finding));
  const missed = findings.filter(isMissed).length;
  mkdirSync(OUT, { recursive: true });
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, Linux ${release()}, Node ${process.versions.node}`;
  writeFileSync(join(OUT, 'bench.html'), reportPage(machine, results));
  writeFileSync(join(OUT, 'bench.json'), `${JSON.stringify({ machine, results }, null, 1)}\n`);
  say(`\n${findings.length - missed} met, ${missed} missed. Charts: ${join(OUT, 'bench.html')}`);
  return missed > 0 || failed ? 1 : 0;
}

process.exitCode = await main();
