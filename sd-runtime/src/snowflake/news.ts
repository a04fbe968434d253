/**
 * Tells what refreshes find once, and again only when it has changed: the same every minute is noise.
 */
import type { RefusedEntry } from './endpoint-cell.ts';
import type { EmitSnowflake, SnowflakeEvent } from './event.ts';

export interface News {
  /** The whole of what there is to tell of a topic now; nothing when all is well. */
  tell(topic: string, events: readonly SnowflakeEvent[]): 'same' | 'told' | 'cleared';
}

export function createNews(emit: EmitSnowflake): News {
  const last = new Map<string, string>();
  return {
    tell(topic, events) {
      const text = events.length === 0 ? '' : JSON.stringify(events);
      const before = last.get(topic) ?? '';
      last.set(topic, text);
      if (text === before) return 'same';
      for (const event of events) emit(event);
      return events.length === 0 ? 'cleared' : 'told';
    },
  };
}

export function refusals(refused: readonly RefusedEntry[]): readonly SnowflakeEvent[] {
  return refused.map(({ entry, why }) => ({ kind: 'entry-refused', entry, why }));
}
