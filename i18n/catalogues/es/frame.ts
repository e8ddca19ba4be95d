/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/frame.js';

export const toolbar: Translation<typeof en.toolbar> = {
  label: 'Barra principal',
  moreWaysToAdd: 'Más formas de añadir',
  openFile: 'Abrir archivo…',
  pasteLink: 'Pegar enlace',
  pause: 'Pausar',
  resume: 'Reanudar',
  remove: 'Quitar',
  sidebar: 'Barra lateral',
  filter: 'Filtrar torrents',
  filterHint: 'Filtrar por nombre, etiqueta o tracker',
  meter: 'Bajada {down}, subida {up}',
  withShortcut: '{name} ({shortcut})',
};

export const moreMenu: Translation<typeof en.moreMenu> = {
  pauseAll: 'Pausar todos',
  resumeAll: 'Reanudar todos',
  showSidebar: 'Mostrar barra lateral',
  showDetails: 'Mostrar detalles',
  resetColumns: 'Restablecer columnas',
  theme: 'Tema',
  themes: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
  density: 'Densidad',
  densities: { compact: 'Compacta', default: 'Normal', comfy: 'Cómoda' },
  allTime: '{down} bajados y {up} subidos desde el {since}',
  version: 'Shoal {version}',
};

export const sidebar: Translation<typeof en.sidebar> = {
  label: 'Filtros',
  library: 'Biblioteca',
  groups: {
    all: 'Todos',
    downloading: 'Descargando',
    seeding: 'Sembrando',
    finished: 'Terminados',
    paused: 'En pausa',
    attention: 'Requieren atención',
  },
  groupLabel: '{name}, {count, number}',
  trackers: 'Trackers',
  addTo: 'Etiqueta o colección nueva',
  moreTrackers: '{count, plural, one {# más} other {# más}}',
};

export const statusBar: Translation<typeof en.statusBar> = {
  portOpen: 'Puerto {port} abierto',
  portUnconfirmed: 'Puerto {port} aún sin confirmar',
  portFailed: 'No se pudo abrir el puerto {port}',
  portMapped: 'Abierto en el router mediante {method}; desde fuera es el puerto {port}',
  portAsking: 'Pidiendo al router que lo abra',
  portNotMapped: 'El router no lo abre por sí solo',
  notListening: 'Sin puerto abierto',
  dhtJoining: 'Uniéndose a la DHT',
  dhtNodes: '{count, plural, one {# nodo DHT} other {# nodos DHT}}',
  freeIn: '{size} libres en {folder}',
  noLimits: 'Sin límites',
  limits: 'Límites: bajada {down}, subida {up}',
  noLimit: 'ninguno',
};

export const welcome: Translation<typeof en.welcome> = {
  title: 'Arrastra un archivo torrent o pega un enlace magnet',
  openFile: 'Abrir archivo',
  savesTo: 'Se guarda en <place>{folder}</place>.',
  savesToFree: 'Se guarda en <place>{folder}</place>, {size} libres.',
};

export const filterBar: Translation<typeof en.filterBar> = {
  label: 'Filtros activos',
  remove: 'Quitar filtro {name}',
};

export const mini: Translation<typeof en.mini> = {
  restore: 'Volver a la ventana completa',
  more: '+{count, number} más',
  onTop: 'Siempre visible',
  idle: 'Ahora no se mueve nada.',
};
