/** The short messages over the window, and the two live regions that read them out. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.js';
import type { IconName } from '../../components/icon.js';
import { Text } from '../../components/text.js';
import { Toast } from '../../components/toast.js';
import { errorWords } from '../../format/error-words.js';
import { visibleText } from '../../format/visible-text.js';
import { t } from '../../i18n/messages.js';
import { showInFolder } from '../../stores/actions.js';
import { dismiss, type Notice, type NoticeBody, notices } from '../../stores/notices.js';
import { undoRemove } from '../../stores/removal.js';

export function Toasts() {
  const list = useStore(notices, (s) => s.list);
  return (
    <>
      <section className="toasts" aria-label={t.toasts.region} data-testid="toasts">
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
      dismissLabel={t.dismiss}
      action={actionOf(notice)}
      onDismiss={() => dismiss(notice.key)}
    >
      {contentOf(body)}
    </Toast>
  );
}

const LOOK: Readonly<Record<NoticeBody['kind'], readonly [IconName, string]>> = {
  removed: ['trash', 'muted'],
  complete: ['done', 'is-down'],
  duplicate: ['copy', 'is-warn'],
  invalid: ['alert', 'is-danger'],
  error: ['alert', 'is-danger'],
  info: ['done', 'muted'],
};

function actionOf(notice: Notice): ReactNode {
  const { body, key } = notice;
  if (body.kind === 'removed') {
    return (
      <Button small data-testid="btn-undo" onClick={() => void undoRemove(key)}>
        {t.undo}
      </Button>
    );
  }
  const only = body.kind === 'complete' && body.ids.length === 1 ? body.ids[0] : undefined;
  if (only === undefined) return null;
  return (
    <Button small data-testid="btn-show" onClick={() => showInFolder(only)}>
      {t.show}
    </Button>
  );
}

function contentOf(body: NoticeBody): ReactNode {
  switch (body.kind) {
    case 'removed':
    case 'complete': {
      const words = body.kind === 'removed' ? [t.toasts.removedOne, t.toasts.removedMany] : [t.toasts.finishedOne, t.toasts.finishedMany];
      const [one, many] = words as [string, (count: number) => string];
      if (body.names.length !== 1) return many(body.names.length);
      return <Named lead={one} name={body.names[0] ?? ''} />;
    }
    case 'duplicate':
      return <Named lead={t.alreadyInList} name={body.name} />;
    case 'invalid':
      return <Named lead={body.reason} name={body.fileName} />;
    case 'error':
      return body.name === null ? errorWords(body.error) : <Named lead={errorWords(body.error)} name={body.name} />;
    case 'info':
      return body.text;
  }
}

function Named({ lead, name }: { readonly lead: string; readonly name: string }) {
  return (
    <span className="named">
      <span>{lead}</span> <Text className="cut">{name}</Text>
    </span>
  );
}

function spoken(body: NoticeBody): string {
  switch (body.kind) {
    case 'removed':
      return body.names.length === 1
        ? `${t.toasts.removedOne} ${visibleText(body.names[0] ?? '')}. ${t.undo}`
        : t.toasts.removedMany(body.names.length);
    case 'complete':
      return body.names.length === 1
        ? `${t.toasts.finishedOne} ${visibleText(body.names[0] ?? '')}`
        : t.toasts.finishedMany(body.names.length);
    case 'duplicate':
      return t.alreadyInList;
    case 'invalid':
      return `${visibleText(body.fileName)}: ${body.reason}`;
    case 'error':
      return errorWords(body.error);
    case 'info':
      return body.text;
  }
}

const QUIET_MS = 3000;

/** One polite and one urgent region. At most one polite message in three seconds; the last one wins. */
function LiveRegion({ list }: { readonly list: readonly Notice[] }) {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const seen = useRef(0);
  const saidAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const fresh = list.filter((notice) => notice.key > seen.current);
    const last = fresh[fresh.length - 1];
    if (last === undefined) return;
    seen.current = last.key;
    const text = spoken(last.body);
    if (last.body.kind === 'error' || last.body.kind === 'invalid') {
      setUrgent(text);
      return;
    }
    const wait = Math.max(0, saidAt.current + QUIET_MS - performance.now());
    const timer = setTimeout(() => {
      saidAt.current = performance.now();
      setPolite(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [list]);
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
