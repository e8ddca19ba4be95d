/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/commands.js';

export const commands: Translation<typeof en.commands> = {
  pasteAnywhere: 'Pegar un enlace o archivo torrent',
  palette: 'Paleta de comandos',
  escape: 'Borrar el filtro y luego la selección',
  saveCollection: 'Guardar filtro como colección inteligente…',
  moveRows: 'Subir o bajar',
  moveEnds: 'Ir al primero o al último',
  movePages: 'Una página arriba o abajo',
  extend: 'Ampliar la selección',
  moveFocus: 'Moverse sin seleccionar',
  toggleRow: 'Seleccionar o dejar fuera',
  typeAhead: 'Ir a un nombre escribiéndolo',
  open: 'Ver archivos, o detalles si aún descarga',
  pauseOrResumeAll: 'Pausar o reanudar todo',
  label: 'Etiqueta…',
  limits: 'Límites de velocidad…',
  nextPane: 'Parte siguiente de la ventana',
  previousPane: 'Parte anterior de la ventana',
  mini: 'Ventana mínima',
  themeSystem: 'Tema: como el sistema',
  themeLight: 'Tema: claro',
  themeDark: 'Tema: oscuro',
  densityCompact: 'Filas: compactas',
  densityDefault: 'Filas: normales',
  densityComfy: 'Filas: amplias',
  accent: 'Color de énfasis del sistema',
  resize: 'Ensanchar o estrechar una columna o un panel',
  moveColumn: 'Mover una columna',
  contextMenu: 'Menú de la selección',
  help: 'Atajos de teclado',
  detailsSide: 'Detalles junto a la lista',
};

export const palette: Translation<typeof en.palette> = {
  hint: 'Escribe un comando o el nombre de un torrent',
  nothing: 'Nada coincide.',
  labelFor: '{count, plural, one {Etiqueta para # torrent} other {Etiqueta para # torrents}}',
  labelHint: 'Elige una etiqueta o escribe una nueva',
  makeLabel: 'Etiqueta nueva «{name}»',
};

export const keyboard: Translation<typeof en.keyboard> = {
  groups: {
    add: 'Añadir',
    find: 'Encontrar',
    move: 'Moverse y seleccionar',
    act: 'Torrents',
    view: 'Vista',
    app: 'Aplicación',
  },
  names: {
    ctrl: 'Ctrl',
    alt: 'Alt',
    shift: 'Mayús',
    space: 'Espacio',
    enter: 'Intro',
    escape: 'Esc',
    delete: 'Supr',
    backspace: 'Retroceso',
    home: 'Inicio',
    end: 'Fin',
    pageup: 'Re Pág',
    pagedown: 'Av Pág',
  },
};
