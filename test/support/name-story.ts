import { explain } from '../../src/core/explain/explain.ts';
import type { NameStory } from '../../src/core/explain/explanation.ts';
import type { ProviderStory } from '../../src/core/explain/explanation-provider.ts';
import { made, type World } from './plan-input.ts';

/** What `explain` tells of a name of a world: app.example.com, unless told. */
export function nameStory(world: World, name = 'app.example.com'): NameStory {
  const surmises = { textAt: () => undefined, textOf: () => undefined, unlocked: [], subjects: [] };
  const explained = explain({ kind: 'name', name }, { made: made(world), unread: [], surmises, called: [], exit: 0 });
  const [story] = explained.names;
  if (story === undefined) throw new Error('there is no story');
  return story;
}

/** What it tells of the first provider that is told of. */
export function providerStory(world: World, name?: string): ProviderStory {
  const [story] = nameStory(world, name).providers;
  if (story === undefined) throw new Error('no provider is told of');
  return story;
}
