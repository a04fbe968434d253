/**
 * The exact command for what the page shows, ready to be pasted into a shell. Pure.
 */
import type { Place } from './model.ts';
import { escaped } from './query.ts';
import { h, type Branch } from './tree.ts';

/** Of one pool, or of all without a name. */
export function curlOf({ base, user, servesTargets }: Place, pool?: string): string {
  const path = servesTargets ? 'targets' : 'api/v1/pools';
  const query = pool === undefined ? '' : `?pool=${escaped(pool)}`;
  // curl asks for the password by itself.
  const login = user === null ? '' : ` --user ${shellWord(user)}`;
  return `curl -sS${login} ${shellWord(base + path + query)}`;
}

/** Within single quotes a shell changes nothing. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** With a button to copy it, where a script can. */
export function commandLine(command: string, copied: string | null | undefined): Branch {
  const isCopied = copied === command;
  return h(
    'div',
    { class: 'command' },
    h('code', {}, command),
    copied !== undefined &&
      h(
        'button',
        { type: 'button', 'data-action': 'copy', 'aria-label': `Copy: ${command}`, class: 'quiet' },
        isCopied ? 'Copied' : 'Copy',
      ),
  );
}
