/** Brazilian Portuguese. */
import type { English, Translation } from '../../runtime/catalogue.js';
import { adding, drop, opening } from './adding.js';
import { common, time, units } from './basics.js';
import { commands, keyboard, palette } from './commands.js';
import { details, files, log, overview, peers, pieces, speed, trackers } from './details.js';
import { errors } from './errors.js';
import { filterBar, mini, moreMenu, sidebar, statusBar, toolbar, welcome } from './frame.js';
import { collections, labels, limits } from './labels.js';
import { list, states } from './list.js';
import { notices } from './notices.js';
import { dialogs, fileMenu, menus, torrentMenu } from './shell.js';
import { why } from './why.js';

export const ptBr: Translation<English> = {
  adding,
  collections,
  commands,
  common,
  details,
  dialogs,
  drop,
  errors,
  fileMenu,
  files,
  filterBar,
  keyboard,
  labels,
  limits,
  list,
  log,
  menus,
  mini,
  moreMenu,
  notices,
  opening,
  overview,
  palette,
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
