/** A second machine on the same network, as a namespace inside the one that the tests run in: we are 10.78.0.1, it is 10.78.0.2. */
import { execFileSync } from 'node:child_process';

export const OUR_ADDRESS = '10.78.0.1';
export const NEIGHBOUR_ADDRESS = '10.78.0.2';

export interface NeighbourNetwork {
  /** The program and arguments that run something on the other machine. */
  there(program: string, words: readonly string[]): readonly [string, readonly string[]];
  dispose(): void;
}

export function makeNeighbourNetwork(): NeighbourNetwork {
  const name = `shoal-next-${process.pid}`;
  const ip = (...words: string[]): void => void execFileSync('ip', words, { stdio: 'pipe' });
  ip('netns', 'add', name);
  ip('link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan1', 'netns', name);
  ip('addr', 'add', `${OUR_ADDRESS}/24`, 'dev', 'lan0');
  ip('link', 'set', 'lan0', 'up');
  ip('route', 'add', '224.0.0.0/4', 'dev', 'lan0');
  for (const words of [
    ['link', 'set', 'lo', 'up'],
    ['addr', 'add', `${NEIGHBOUR_ADDRESS}/24`, 'dev', 'lan1'],
    ['link', 'set', 'lan1', 'up'],
    ['route', 'add', '224.0.0.0/4', 'dev', 'lan1'],
  ]) {
    ip('-n', name, ...words);
  }
  return {
    there: (program, words) => ['ip', ['netns', 'exec', name, program, ...words]],
    dispose() {
      ip('link', 'del', 'lan0');
      ip('netns', 'del', name);
    },
  };
}
