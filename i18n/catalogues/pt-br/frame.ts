/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/frame.js';

export const toolbar: Translation<typeof en.toolbar> = {
  label: 'Barra principal',
  moreWaysToAdd: 'Outras formas de adicionar',
  openFile: 'Abrir arquivo…',
  pasteLink: 'Colar link',
  pause: 'Pausar',
  resume: 'Retomar',
  remove: 'Remover',
  sidebar: 'Barra lateral',
  filter: 'Filtrar torrents',
  filterHint: 'Filtrar por nome, etiqueta ou rastreador',
  meter: 'Download {down}, upload {up}',
  withShortcut: '{name} ({shortcut})',
};

export const moreMenu: Translation<typeof en.moreMenu> = {
  pauseAll: 'Pausar todos',
  resumeAll: 'Retomar todos',
  showSidebar: 'Mostrar barra lateral',
  showDetails: 'Mostrar detalhes',
  resetColumns: 'Redefinir colunas',
  theme: 'Tema',
  themes: { system: 'Igual ao sistema', light: 'Claro', dark: 'Escuro' },
  density: 'Densidade',
  densities: { compact: 'Compacta', default: 'Normal', comfy: 'Espaçosa' },
  allTime: '{down} recebidos e {up} enviados desde {since}',
  version: 'Shoal {version}',
};

export const sidebar: Translation<typeof en.sidebar> = {
  label: 'Filtros',
  library: 'Biblioteca',
  groups: {
    all: 'Todos',
    downloading: 'Baixando',
    seeding: 'Semeando',
    finished: 'Concluídos',
    paused: 'Pausados',
    attention: 'Precisam de atenção',
  },
  groupLabel: '{name}, {count, number}',
  trackers: 'Rastreadores',
  addTo: 'Nova etiqueta ou coleção',
  moreTrackers: '{count, plural, one {mais #} other {mais #}}',
};

export const statusBar: Translation<typeof en.statusBar> = {
  portOpen: 'Porta {port} aberta',
  portUnconfirmed: 'Porta {port} ainda não confirmada',
  portFailed: 'Não foi possível abrir a porta {port}',
  portMapped: 'Aberta no roteador via {method}; de fora é a porta {port}',
  portAsking: 'Pedindo ao roteador que a abra',
  portNotMapped: 'O roteador não a abre sozinho',
  notListening: 'Nenhuma porta aberta',
  dhtJoining: 'Entrando na DHT',
  dhtNodes: '{count, plural, one {# nó DHT} other {# nós DHT}}',
  freeIn: '{size} livres em {folder}',
  noLimits: 'Sem limites',
  limits: 'Limites: download {down}, upload {up}',
  noLimit: 'nenhum',
};

export const welcome: Translation<typeof en.welcome> = {
  title: 'Arraste um arquivo torrent ou cole um link magnet',
  openFile: 'Abrir arquivo',
  savesTo: 'Salva em <place>{folder}</place>.',
  savesToFree: 'Salva em <place>{folder}</place>, {size} livres.',
};

export const filterBar: Translation<typeof en.filterBar> = {
  label: 'Filtros ativos',
  remove: 'Remover filtro {name}',
};

export const mini: Translation<typeof en.mini> = {
  restore: 'Voltar à janela inteira',
  more: '+{count, number}',
  onTop: 'Sempre visível',
  idle: 'Nada em movimento.',
};
