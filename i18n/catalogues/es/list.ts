/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/list.js';

export const list: Translation<typeof en.list> = {
  label: 'Torrents',
  columns: {
    state: 'Estado',
    name: 'Nombre',
    progress: 'Progreso',
    size: 'Tamaño',
    down: 'Bajada',
    up: 'Subida',
    eta: 'Restante',
    seeds: 'Semillas',
    peers: 'Pares',
    ratio: 'Ratio',
    added: 'Añadido',
  },
  resizeColumn: 'Ancho de {name}',
  addedOn: 'Añadido {date}',
  sizeAndAdded: '{size} · {added}',
  forced: 'Forzado: funciona diga lo que diga la cola',
  awaitingChoice: 'Ya están los detalles. Elige qué descargar.',
  chooseFiles: 'Elegir archivos…',
  retry: 'Reintentar',
  checkAgain: 'Volver a comprobar',
  noMatch: 'Nada coincide con «{text}».',
  nothingHere: 'Ahora mismo no hay nada aquí.',
  showAll: 'Mostrar todos',
  results: '{count, plural, one {# resultado} other {# resultados}}',
};

export const states: Translation<typeof en.states> = {
  fetchingDetails: 'Obteniendo detalles',
  awaitingChoice: 'Listo para añadir',
  checking: 'Comprobando {percent}',
  moving: 'Moviendo {percent}',
  queued: 'En cola, {position, number}.º',
  waitingForCheck: 'Espera comprobación',
  forced: '{state}, forzado',
  downloading: 'Descargando',
  waitingForPeers: 'Esperando pares',
  seeding: 'Sembrando',
  finished: 'Terminado',
  paused: 'En pausa',
  needsAttention: 'Requiere atención',
};
