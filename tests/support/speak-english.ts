/** Tests speak English, with the numbers and dates of Britain, unless they say otherwise. */
import { beforeEach } from 'vitest';
import { en } from '../../i18n/catalogues/en/index.js';
import { setUnits } from '../../i18n/format/size.js';
import { takeWords } from '../../i18n/runtime/words.js';

beforeEach(() => {
  takeWords('en', en, 'en-GB');
  setUnits('decimal');
});
