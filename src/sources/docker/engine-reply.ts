import type { EngineAnswers, EngineFault } from './ask-engine.ts';

/** What came of asking a daemon. */
export interface EngineReply {
  /** Its address in messages. */
  readonly shown: string;
  readonly answers: EngineAnswers | EngineFault;
}

/** Replies by how the daemon is reached and what it was asked; one that is still awaited is shared, too. */
export type EngineReplies = Map<string, Promise<EngineReply>>;
