/** The short messages over the window, and the two live regions that read them out. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { errorWords } from '../../../i18n/format/error-words.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { rich, t } from '../../../i18n/runtime/words.js';
import { Button } from '../../components/button.js';
import type { IconName } from '../../components/icon.js';
import { richText, textOf } from '../../components/rich-text.js';
import { Text } from '../../components/text.js';
import { Toast } from '../../components/toast.js';
import { showInFolder } from '../../stores/actions.js';
import { dismiss, type Notice, type NoticeBody, notices } from '../../stores/notices.js';
import { spoken as spokenAside } from '../../stores/spoken.js';
import { undoLast } from '../../stores/undo.js';

export function Toasts() {
  const list = useStore(notices, (s) => s.list);
  return (
    <>
      <section className="toasts" aria-label={t('notices.region')} data-testid="toasts">
        {list.map((notice) => (
          <OneToast key={notice.key} notice={notice} />
        ))}
      </section>
      <LiveRegion list={list} />
    </>
  );
}

function OneToast({ notice }: { readonly notice: Notice }) {
  const { body } = notice;
  const [icon, tone] = LOOK[body.kind];
  return (
    <Toast
      kind={body.kind}
      icon={icon}
      tone={tone}
      lifeMs={notice.lifeMs}
      dismissLabel={t('common.dismiss')}
      action={actionOf(notice)}
      onDismiss={() => dismiss(notice.key)}
    >
      {contentOf(body)}
    </Toast>
  );
}

const LOOK: Readonly<Record<NoticeBody['kind'], readonly [IconName, string]>> = {
  removed: ['trash', 'muted'],
  edited: ['done', 'muted'],
  renamed: ['done', 'muted'],
  filed: ['done', 'muted'],
  complete: ['done', 'is-down'],
  duplicate: ['copy', 'is-warn'],
  invalid: ['alert', 'is-danger'],
  error: ['alert', 'is-danger'],
  info: ['done', 'muted'],
};

const CAN_BE_UNDONE: ReadonlySet<NoticeBody['kind']> = new Set(['removed', 'edited', 'renamed', 'filed']);

function actionOf(notice: Notice): ReactNode {
  const { body, key } = notice;
  if (CAN_BE_UNDONE.has(body.kind)) {
    return (
      <Button small data-testid="btn-undo" onClick={() => void undoLast(key)}>
        {t('common.undo')}
      </Button>
    );
  }
  const only = body.kind === 'complete' && body.ids.length === 1 ? body.ids[0] : undefined;
  if (only === undefined) return null;
  return (
    <Button small data-testid="btn-show" onClick={() => showInFolder(only)}>
      {t('common.show')}
    </Button>
  );
}

/** Names are drawn as such: cut where there is no room, in a direction of their own. */
const NAMED = { named: (children: readonly ReactNode[]): ReactNode => <Text className="cut">{textOf(children)}</Text> };
const named = (parts: readonly ReactNode[]): ReactNode => <span className="named">{richText(parts)}</span>;

function contentOf(body: NoticeBody): ReactNode {
  switch (body.kind) {
    case 'removed':
    case 'complete': {
      const [name] = body.names;
      if (body.names.length !== 1 || name === undefined) return manyWords(body);
      return named(rich(body.kind === 'removed' ? 'notices.removedOne' : 'notices.finishedOne', NAMED, { name }));
    }
    case 'edited':
      return t(`notices.${body.edit}`, { count: body.count });
    case 'renamed':
      return named(rich('notices.renamed', NAMED, { name: body.name }));
    case 'filed':
      return named(rich(`notices.${body.what}`, NAMED, { name: body.name }));
    case 'duplicate':
      return named(rich('notices.duplicate', NAMED, { name: body.name }));
    case 'invalid':
      return named(rich('notices.about', NAMED, { name: body.fileName, message: body.reason }));
    case 'error': {
      const message = errorWords(body.error);
      return body.name === null ? message : named(rich('notices.about', NAMED, { name: body.name, message }));
    }
    case 'info':
      return body.text;
  }
}

const manyWords = ({ kind, names }: Extract<NoticeBody, { kind: 'removed' | 'complete' }>): string =>
  t(kind === 'removed' ? 'notices.removedMany' : 'notices.finishedMany', { count: names.length });

function spoken(body: NoticeBody): string {
  switch (body.kind) {
    case 'removed':
    case 'complete': {
      const [name] = body.names;
      if (body.names.length !== 1 || name === undefined) return manyWords(body);
      return t(body.kind === 'removed' ? 'notices.removedSpoken' : 'notices.finishedSpoken', { name: foreign(name) });
    }
    case 'edited':
      return t(`notices.${body.edit}`, { count: body.count });
    case 'renamed':
    case 'filed':
      return spokenName(body);
    case 'duplicate':
      return t('errors.duplicate');
    case 'invalid':
      return t('notices.aboutSpoken', { name: foreign(body.fileName), message: body.reason });
    case 'error':
      return errorWords(body.error);
    case 'info':
      return body.text;
  }
}

/** A message with a name in it, as one text. */
const PLAIN = { named: (children: readonly ReactNode[]): ReactNode => foreign(textOf(children)) };
const spokenName = (body: Extract<NoticeBody, { kind: 'renamed' | 'filed' }>): string =>
  textOf(rich(body.kind === 'renamed' ? 'notices.renamed' : `notices.${body.what}`, PLAIN, { name: body.name }));

const QUIET_MS = 3000;

/** One polite and one urgent region. At most one polite message in three seconds; the last one wins. */
function LiveRegion({ list }: { readonly list: readonly Notice[] }) {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const seen = useRef(0);
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saySoon = useCallback((text: string): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => {
        saidAt.current = performance.now();
        setPolite(text);
      },
      Math.max(0, saidAt.current + QUIET_MS - performance.now()),
    );
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => spokenAside.subscribe(({ text }) => saySoon(text)), [saySoon]);
  useEffect(() => {
    const fresh = list.filter((notice) => notice.key > seen.current);
    const last = fresh[fresh.length - 1];
    if (last === undefined) return;
    seen.current = last.key;
    const text = spoken(last.body);
    if (last.body.kind === 'error' || last.body.kind === 'invalid') setUrgent(text);
    else saySoon(text);
  }, [list, saySoon]);
  return (
    <>
      <div className="unseen" role="status" aria-live="polite" data-testid="live-polite">
        {polite}
      </div>
      <div className="unseen" role="alert" aria-live="assertive" data-testid="live-urgent">
        {urgent}
      </div>
    </>
  );
}
