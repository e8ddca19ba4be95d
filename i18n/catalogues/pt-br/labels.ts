/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/labels.js';

export const labels: Translation<typeof en.labels> = {
  title: 'Etiquetas',
  none: 'Sem etiqueta',
  new: 'Nova etiqueta…',
  newTitle: 'Nova etiqueta',
  editTitle: 'Editar etiqueta',
  edit: 'Editar…',
  name: 'Nome',
  colour: 'Cor',
  colours: {
    blue: 'Azul',
    violet: 'Violeta',
    pink: 'Rosa',
    green: 'Verde',
    brown: 'Marrom',
  },
  folder: 'Pasta dos novos torrents',
  usualFolder: 'A de costume',
  chooseFolder: 'Escolher…',
  usual: 'Usar a de costume',
  limits: 'Limites de cada torrent',
  goals: 'Parar de semear em',
  goalRatio: 'Proporção',
  goalHours: 'Horas semeando',
  note: 'Valem para cada torrent da etiqueta que não tenha os seus.',
  save: 'Salvar',
  delete: 'Excluir etiqueta',
  taken: 'Já existe uma com este nome.',
};

export const collections: Translation<typeof en.collections> = {
  title: 'Coleções inteligentes',
  new: 'Nova coleção inteligente…',
  newTitle: 'Nova coleção inteligente',
  editTitle: 'Editar coleção inteligente',
  query: 'Mostra o que corresponde a',
  help: 'Palavras e chaves como {examples}.',
  matching: '{count, plural, one {# torrent corresponde agora.} other {# torrents correspondem agora.}}',
  delete: 'Excluir coleção inteligente',
};

export const limits: Translation<typeof en.limits> = {
  title: '{count, plural, one {Limites de # torrent} other {Limites de # torrents}}',
  allTitle: 'Limites de velocidade de tudo',
  unlimited: 'Sem limite',
  note: 'Cada torrent por si, além dos limites de tudo.',
  problem: 'Um número, ou nada para não limitar.',
  set: 'Aplicar',
};
