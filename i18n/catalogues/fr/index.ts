/** French. */
import type { English, Translation } from '../../runtime/catalogue.js';
import { adding, drop, opening } from './adding.js';
import { common, time, units } from './basics.js';
import { details, files, log, overview, peers, pieces, speed, trackers } from './details.js';
import { errors } from './errors.js';
import { moreMenu, sidebar, statusBar, toolbar, welcome } from './frame.js';
import { list, states } from './list.js';
import { notices } from './notices.js';
import { dialogs, fileMenu, menus, torrentMenu } from './shell.js';
import { why } from './why.js';

export const fr: Translation<English> = {
  adding,
  common,
  details,
  dialogs,
  drop,
  errors,
  fileMenu,
  files,
  list,
  log,
  menus,
  moreMenu,
  notices,
  opening,
  overview,
  peers,
  pieces,
  sidebar,
  speed,
  states,
  statusBar,
  time,
  toolbar,
  torrentMenu,
  trackers,
  units,
  welcome,
  why,
};
