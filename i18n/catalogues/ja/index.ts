/** Japanese. */
import type { English, Translation } from '../../runtime/catalogue.js';
import * as adding from './adding.js';
import * as basics from './basics.js';
import * as commands from './commands.js';
import * as details from './details.js';
import * as errors from './errors.js';
import * as frame from './frame.js';
import * as labels from './labels.js';
import * as list from './list.js';
import * as notices from './notices.js';
import * as shell from './shell.js';
import * as why from './why.js';

export const ja: Translation<English> = {
  ...adding,
  ...basics,
  ...commands,
  ...details,
  ...errors,
  ...frame,
  ...labels,
  ...list,
  ...notices,
  ...shell,
  ...why,
};
