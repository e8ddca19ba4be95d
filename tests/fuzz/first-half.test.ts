/** The first, third, fifth, ... target. */
import { runTargets } from './run-targets.js';

runTargets(0);
