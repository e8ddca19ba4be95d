/** The second, fourth, sixth, ... target. */
import { runTargets } from './run-targets.js';

runTargets(1);
