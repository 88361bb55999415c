// The page's side of the items' worker.
import type { Question, Questions } from "./messages.js";

declare const __ITEMS_WORKER__: string;

interface Waiting {
  answer: (answer: unknown) => void;
  problem: (problem: Error) => void;
}

export class ItemsWorker {
  private readonly worker = new Worker(__ITEMS_WORKER__, { type: "module" });
  private readonly waiting = new Map<number, Waiting>();
  private readonly busy = new Map<Question, boolean>();
  private readonly next = new Map<Question, () => void>();
  private number = 0;

  constructor() {
    this.worker.onmessage = ({ data }) => {
      const { number, answer, problem } = data as {
        number: number;
        answer?: unknown;
        problem?: string;
      };
      const call = this.waiting.get(number);
      this.waiting.delete(number);
      if (problem !== undefined) call?.problem(new Error(problem));
      else call?.answer(answer);
    };
  }

  ask<Q extends Question>(question: Q, ask: Questions[Q]["ask"]): Promise<Questions[Q]["answer"]> {
    this.number += 1;
    const number = this.number;
    return new Promise((answer, problem) => {
      this.waiting.set(number, { answer: answer as Waiting["answer"], problem });
      this.worker.postMessage({ number, question, ask });
    });
  }

  /** Asks at most one question of a kind at a time: while one is under way, only the newest of
   * those that follow is asked after it. The others are never answered. */
  latest<Q extends Question>(
    question: Q,
    ask: Questions[Q]["ask"],
    then: (answer: Questions[Q]["answer"]) => void,
  ): void {
    const go = () => {
      this.busy.set(question, true);
      const done = () => {
        this.busy.set(question, false);
        const following = this.next.get(question);
        this.next.delete(question);
        following?.();
      };
      this.ask(question, ask).then(
        (answer) => {
          then(answer);
          done();
        },
        () => done(),
      );
    };
    if (this.busy.get(question)) this.next.set(question, go);
    else go();
  }
}
