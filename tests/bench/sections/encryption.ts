/**
 * Transfers of 1 GiB with RC4 forced on both sides, against libtorrent in the same rounds; and what a connection costs of
 * which only the handshake is encrypted, against a plain one. libtorrent is told to insist on that: Shoal prefers RC4.
 */
import type { ClientChoices, ClientName } from '../clients/start-client.js';
import { type Bound, type Finding, ratios, spread } from '../figures.js';
import type { BarGroup, Section } from '../section.js';
import { GIB, MIB } from '../stage.js';
import { type TransferFigures, transfer } from '../transfer.js';

interface Case {
  readonly name: string;
  readonly leech: ClientName;
  readonly seed: ClientName;
  readonly choices: ClientChoices;
}

/** libtorrent's policies: 0 forced, 2 disabled; its levels: 1 plaintext, 2 RC4. */
const RC4: ClientChoices = { shoal: { encryption: 'require' }, libtorrent: { in_enc_policy: 0, out_enc_policy: 0, allowed_enc_level: 2 } };
const HANDSHAKE: ClientChoices = {
  shoal: { encryption: 'prefer' },
  libtorrent: { in_enc_policy: 0, out_enc_policy: 0, allowed_enc_level: 1 },
};
const PLAIN: ClientChoices = { shoal: { encryption: 'disable' }, libtorrent: { in_enc_policy: 2, out_enc_policy: 2 } };

const make = (leech: ClientName, seed: ClientName, way: string, choices: ClientChoices): Case => ({
  name: `${leech} from ${seed}, ${way}`,
  leech,
  seed,
  choices,
});
const LIBTORRENT = make('libtorrent', 'libtorrent', 'RC4', RC4);
const SHOAL = make('shoal', 'shoal', 'RC4', RC4);
const FROM_LIBTORRENT = make('shoal', 'libtorrent', 'RC4', RC4);
const TO_LIBTORRENT = make('libtorrent', 'shoal', 'RC4', RC4);
const DOWN_PLAIN = make('shoal', 'libtorrent', 'plain', PLAIN);
const DOWN_HANDSHAKE = make('shoal', 'libtorrent', 'encrypted handshake', HANDSHAKE);
const UP_PLAIN = make('libtorrent', 'shoal', 'plain', PLAIN);
const UP_HANDSHAKE = make('libtorrent', 'shoal', 'encrypted handshake', HANDSHAKE);
/** What is compared stands side by side. */
const CASES = [LIBTORRENT, SHOAL, FROM_LIBTORRENT, TO_LIBTORRENT, DOWN_PLAIN, DOWN_HANDSHAKE, UP_PLAIN, UP_HANDSHAKE];

type Done = ReadonlyMap<Case, readonly TransferFigures[]>;
type Value = (figures: TransferFigures) => number | null;

const rate: Value = ({ mibPerSecond }) => mibPerSecond;

export const encryption: Section = {
  name: 'encryption',
  about: 'rates, CPU and loop delay with RC4 forced, against libtorrent; and with the handshake alone encrypted',
  async run({ stage, rounds, say }) {
    const work = stage.work({ name: 'payload-1g', bytes: GIB, pieceBytes: MIB });
    const done = new Map<Case, TransferFigures[]>();
    for (let round = 0; round < rounds; round++) {
      for (const each of CASES) {
        const { choices, leech, name, seed } = each;
        const figures = await transfer(stage, { leech, seed, seeds: 1, work, choices });
        done.set(each, [...(done.get(each) ?? []), figures]);
        const delays = [figures.delayP99Ms, figures.seedDelayP99Ms].map((ms) => (ms === null ? '-' : ms.toFixed(1)));
        const cpu = `leech ${figures.leechCpu.toFixed(2)} s, seed ${figures.seedCpu.toFixed(2)} s`;
        say(`${name}: ${figures.mibPerSecond.toFixed(0)} MiB/s, ${cpu}, delay p99 ${delays.join(' and ')} ms`);
      }
    }
    return { findings: findings(done), bars: bars(done) };
  },
};

const column = (done: Done, of: Case, value: Value): number[] => (done.get(of) ?? []).map((figures) => value(figures) ?? Number.NaN);

function findings(done: Done): Finding[] {
  const against = (of: Case, other: Case, atLeast: number): Finding => {
    const ours = column(done, of, rate);
    const ratio = ratios(ours, column(done, other, rate));
    return { what: `${of.name}, rate against ${other.name}`, unit: 'MiB/s', figures: spread(ours), ratio, bound: { atLeast } };
  };
  const alone = (of: Case, what: string, unit: string, value: Value, bound: Bound | null = null): Finding => ({
    what: `${of.name}, ${what}`,
    unit,
    figures: spread(column(done, of, value)),
    ratio: null,
    bound,
  });
  return [
    against(SHOAL, LIBTORRENT, 1.3),
    against(DOWN_HANDSHAKE, DOWN_PLAIN, 0.95),
    against(UP_HANDSHAKE, UP_PLAIN, 0.95),
    alone(SHOAL, "leech's event-loop delay, p99", 'ms', ({ delayP99Ms }) => delayP99Ms, { atMost: 15 }),
    alone(SHOAL, "leech's event-loop delay, longest", 'ms', ({ delayMaxMs }) => delayMaxMs, { atMost: 50 }),
    alone(SHOAL, "seed's event-loop delay, p99", 'ms', ({ seedDelayP99Ms }) => seedDelayP99Ms, { atMost: 15 }),
    alone(SHOAL, "seed's event-loop delay, longest", 'ms', ({ seedDelayMaxMs }) => seedDelayMaxMs, { atMost: 50 }),
    ...[SHOAL, LIBTORRENT].flatMap((of) => [
      alone(of, "leech's CPU", 'CPU s/GiB', ({ leechCpu }) => leechCpu),
      alone(of, "seed's CPU", 'CPU s/GiB', ({ seedCpu }) => seedCpu),
    ]),
  ];
}

function bars(done: Done): BarGroup[] {
  const group = (title: string, unit: string, value: Value): BarGroup => ({
    title,
    unit,
    bars: CASES.flatMap((each) => (done.has(each) ? [{ label: each.name, ...spread(column(done, each, value)) }] : [])),
  });
  return [
    group('Encrypted transfers', 'MiB/s', rate),
    group("Leech's CPU seconds for a GiB, encrypted", 'CPU s/GiB', ({ leechCpu }) => leechCpu),
    group("Seed's CPU seconds for a GiB, encrypted", 'CPU s/GiB', ({ seedCpu }) => seedCpu),
  ];
}
