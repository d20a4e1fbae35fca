/** What is told of a rule, for people. Plain English with Markdown's back-ticks; no other markup. */
export interface RuleText {
  /** What must hold, in a first sentence that can stand alone; then bounds and exceptions. */
  readonly what: string;
  /** What goes wrong in practice, with the RFC that says so where there is one. */
  readonly why: string;
  /** What to do about a finding. */
  readonly fix: string;
  readonly example?: RuleExample;
}

/**
 * Records, one on each line: `NAME [TTL] TYPE VALUE`, as `examples` of docs/rules.md has them; lines of one name and type
 * are the values of one record.
 */
export interface RuleExample {
  readonly fails: string;
  readonly passes: string;
}
