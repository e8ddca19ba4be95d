/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/errors.js';

export const errors: Translation<typeof en.errors> = {
  torrentInvalid: 'No es un archivo torrent válido.',
  torrentInvalidBecause: 'No es un archivo torrent válido: {reason}.',
  torrentTooLarge: 'Este torrent es demasiado grande para leerlo con seguridad.',
  torrentV2Only: 'Este torrent solo está en el formato nuevo, v2, que Shoal aún no puede transferir.',
  magnetInvalid: 'Shoal no puede leer este enlace.',
  duplicate: 'Ya está en tu lista.',
  torrentUnknown: 'Este torrent ya no está en la lista.',
  pathUnusable: 'No se puede usar «{where}».',
  folderUnusable: 'No se puede usar la carpeta.',
  pathOutsideRoot: 'Un nombre de archivo de este torrent lleva fuera de la carpeta elegida.',
  dataMissing: 'Archivos movidos o borrados.',
  dataMismatch: 'Los archivos del disco no son los de este torrent.',
  diskFull: 'No hay espacio suficiente en el disco.',
  diskFullIn: 'No hay espacio suficiente en {where}.',
  diskFullNeeds: 'No hay espacio suficiente en el disco. Faltan {needed}.',
  diskFullInNeeds: 'No hay espacio suficiente en {where}. Faltan {needed}.',
  diskFailed: 'El disco informa de un fallo.',
  diskFailedAt: 'No se puede leer o escribir en «{where}».',
  diskStalled: 'El disco no responde.',
  diskStalledAt: 'El disco de «{where}» no responde.',
  portUnavailable: 'Otro programa está usando el puerto {port}.',
  addressUnusable: 'No se puede usar la dirección {address}.',
  trackerSilent: 'El tracker no responde.',
  trackerRefused: 'El tracker lo rechazó: «{reason}».',
  metadataUnavailable: 'No se pudieron obtener los detalles de este torrent.',
  stateUnreadable: 'No se pudo leer lo que Shoal recordaba de este torrent.',
  profileInUse: 'Otro Shoal está usando el mismo perfil.',
  networkFailed: 'No se puede acceder a la red.',
  hostFailed: 'No se puede acceder a {host}.',
  ipFilterFailedKept:
    'No se pudo leer el filtro de IP de {place}: {reason}. Sigue en vigor la lista anterior. Se intentará de nuevo en diez minutos.',
  ipFilterFailed:
    'No se pudo leer el filtro de IP de {place}: {reason}. Mientras tanto no se filtra a nadie. Se intentará de nuevo en diez minutos.',
  cancelled: 'Shoal se está cerrando.',
  internal: 'Algo ha fallado dentro de Shoal. El registro dice más.',
  andOthersContinue: '{problem} Las demás descargas continúan.',
  andFindOrDownload: '{problem} Devuélvelos a su sitio y vuelve a comprobar, o reintenta para descargarlos de nuevo.',
};
