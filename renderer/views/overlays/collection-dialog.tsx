/** Makes a smart collection, or changes one: a name, and the text of a filter. */
import { type FormEvent, useState } from 'react';
import { t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { wallNow } from '../../format/wall-clock.js';
import { matchCount } from '../../stores/filters.js';
import { collectionTaken, deleteCollection, saveCollection } from '../../stores/labels.js';
import { closeOverlay } from '../../stores/overlay.js';
import { torrents } from '../../stores/torrents.js';
import { NameField } from './name-field.js';

const MOST_CHARS = 2000;
const EXAMPLES = 'is:seeding label:linux size>4g added<7d ratio<1 -tracker:example';

export function CollectionDialog({ name, query: startQuery }: { readonly name: string | null; readonly query: string }) {
  const [newName, setName] = useState(name ?? '');
  const [query, setQuery] = useState(startQuery);
  const wanted = newName.trim();
  const taken = collectionTaken(wanted, name);
  const ready = wanted !== '' && query.trim() !== '' && !taken;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    closeOverlay();
    saveCollection(name, { name: wanted, query: query.trim() });
  };
  return (
    <Dialog
      title={name === null ? t('collections.newTitle') : t('collections.editTitle')}
      closeLabel={t('common.dismiss')}
      testId="collection-dialog"
      small
      onClose={closeOverlay}
    >
      <form onSubmit={onSubmit}>
        <div className="fields">
          <NameField value={newName} problem={taken ? t('labels.taken') : null} onChange={setName} />
          <div className="form-row">
            <label htmlFor="collection-query">{t('collections.query')}</label>
            <span className="field">
              <input
                id="collection-query"
                value={query}
                maxLength={MOST_CHARS}
                aria-describedby="collection-help"
                spellCheck={false}
                data-testid="collection-query"
                onChange={(event) => setQuery(event.currentTarget.value)}
              />
            </span>
            <p className="subtle">
              {t('collections.matching', { count: matchCount(query, torrents.getState().rows.values(), wallNow()) })}
            </p>
          </div>
          <p id="collection-help" className="form-note subtle">
            {t('collections.help', { examples: EXAMPLES })}
          </p>
        </div>
        <footer className="foot">
          {name === null ? null : (
            <Button
              data-testid="btn-delete-collection"
              onClick={() => {
                closeOverlay();
                deleteCollection(name);
              }}
            >
              {t('collections.delete')}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={closeOverlay}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!ready} data-testid="btn-save-collection">
            {t('labels.save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
