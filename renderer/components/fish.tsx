/** The fish of piece tiles on the empty window: one coral tile, stray pieces arriving. Static and decorative. */
const FISH = [
  '....................xxxx..........',
  'x................xxxxxxxxx......xx',
  '......x.......xxxxxxxxxxxxx....xxx',
  '..x.........xxxxxxxxxxxxxxxxxxxxxx',
  '.......x..xxxxexxxxxxxxxxxxxxxxxx.',
  '....x....xxxxxxxxxxxxxxxxxxxxxxxx.',
  '.x.........xxxxxxxxxxxxxxxxxx.xxxx',
  '.......x......xxxxxxxxxxxxx....xxx',
  '...x.............xxxxxxxx.......xx',
  '....................xxx...........',
] as const;
const SEED = 12;

/** A small seeded generator, so that the picture is always the same. */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let x = Math.imul(a ^ (a >>> 15), 1 | a);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

interface Tile {
  readonly x: number;
  readonly y: number;
  readonly tone: string;
}

function tiles(): readonly Tile[] {
  const random = seeded(SEED);
  const out: Tile[] = [];
  FISH.forEach((line, y) => {
    [...line].forEach((mark, x) => {
      if (mark === 'e') out.push({ x, y, tone: 'up' });
      if (mark !== 'x') return;
      const body = x > 14 && x < 27 && y > 1 && y < 8;
      const hole = body && random() < 0.12;
      const shade = Math.min(6, 2 + Math.floor(random() * 2.2 + (x / 34) * 3));
      out.push({ x, y, tone: hole ? 'strip-track' : x < 9 ? 'avail-2' : `avail-${shade}` });
    });
  });
  return out;
}

const TILES = tiles();

export function Fish() {
  return (
    <svg className="fish" viewBox="0 0 374 150" aria-hidden="true">
      {TILES.map(({ x, y, tone }) => (
        <rect key={`${x}-${y}`} x={x * 11} y={y * 11 + 20} width="9" height="9" rx="2" className={`t-${tone}`} />
      ))}
    </svg>
  );
}
