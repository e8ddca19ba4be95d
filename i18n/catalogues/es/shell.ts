/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/shell.js';

export const menus: Translation<typeof en.menus> = {
  file: '&Archivo',
  edit: '&Edición',
  torrent: '&Torrent',
  view: '&Ver',
  openFile: 'Abrir archivo torrent…',
  pasteLink: 'Añadir enlace del portapapeles',
  closeWindow: 'Cerrar ventana',
  quit: 'Salir',
  undo: 'Deshacer',
  redo: 'Rehacer',
  cut: 'Cortar',
  copy: 'Copiar',
  paste: 'Pegar',
  selectAll: 'Seleccionar todo',
  find: 'Buscar',
  pauseOrResume: 'Pausar o reanudar',
  undoRemoval: 'Deshacer la eliminación',
  details: 'Detalles',
  sidebar: 'Barra lateral',
  nextTheme: 'Tema siguiente',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  actualSize: 'Tamaño real',
  fullScreen: 'Pantalla completa',
  window: 'Ventana',
  help: 'A&yuda',
};

export const torrentMenu: Translation<typeof en.torrentMenu> = {
  showInFolder: 'Mostrar en la carpeta',
  pause: '{count, plural, =1 {Pausar} other {Pausar (#)}}',
  resume: '{count, plural, =1 {Reanudar} other {Reanudar (#)}}',
  forceStart: '{count, plural, =1 {Forzar inicio} other {Forzar inicio (#)}}',
  queueTop: 'Al principio de la cola',
  queueUp: 'Subir en la cola',
  queueDown: 'Bajar en la cola',
  queueBottom: 'Al final de la cola',
  sequential: '{count, plural, =1 {Descargar en orden} other {Descargar en orden (#)}}',
  firstLast: '{count, plural, =1 {Primeras y últimas piezas primero} other {Primeras y últimas piezas primero (#)}}',
  superSeed: '{count, plural, =1 {Supersiembra} other {Supersiembra (#)}}',
  recheck: '{count, plural, =1 {Volver a comprobar archivos} other {Volver a comprobar archivos (#)}}',
  announce: '{count, plural, =1 {Preguntar a los trackers ahora} other {Preguntar a los trackers ahora (#)}}',
  copyMagnet: '{count, plural, =1 {Copiar enlace magnet} other {Copiar enlaces magnet (#)}}',
  remove: '{count, plural, =1 {Quitar de la lista} other {Quitar de la lista (#)}}',
  removeData: '{count, plural, =1 {Quitar y borrar los datos…} other {Quitar y borrar los datos (#)…}}',
};

export const fileMenu: Translation<typeof en.fileMenu> = {
  high: 'Prioridad alta',
  normal: 'Prioridad normal',
  low: 'Prioridad baja',
  skip: 'No descargar',
};

export const dialogs: Translation<typeof en.dialogs> = {
  openTitle: 'Abrir archivos torrent',
  open: 'Abrir',
  torrentFiles: 'Archivos torrent',
  folderTitle: 'Elegir una carpeta',
  choose: 'Elegir',
  deleteOne: '¿Borrar «{name}» y sus archivos?',
  deleteMany: '{count, plural, one {¿Borrar # torrent y sus archivos?} other {¿Borrar # torrents y sus archivos?}}',
  deleteItem: '• {name}',
  deleteMore: 'y {count, number} más',
  deleteWhat:
    '{files, plural, one {# archivo, {size}, en {folder}. No se puede deshacer.} other {# archivos, {size}, en {folder}. No se puede deshacer.}}',
  deletePermanently: 'Borrar definitivamente',
  cannotStart: 'Shoal no pudo iniciarse',
  cannotStartLog: 'Algo falló al iniciar. El archivo de registro tiene los detalles.',
};
