/** Which of a suite's many questions are put, and how. Suites of which every part belongs together have none of it. */
export interface Questions {
  isPut(name: string): boolean;
  /** Put at once, at most. */
  readonly atOnceMax: number;
  put(name: string, question: () => Promise<void>): Promise<void>;
}

export const ALL_QUESTIONS: Questions = {
  isPut: () => true,
  atOnceMax: Infinity,
  put: (_name, question) => question(),
};

/** These alone. */
export function someQuestions(names: ReadonlySet<string>): Questions {
  return { ...ALL_QUESTIONS, isPut: (name) => names.has(name) };
}
