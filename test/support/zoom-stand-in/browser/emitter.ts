/** `on` and nothing else: there is no evidence of an `off` (contract, section 3). */

export type Handler = (detail: unknown) => void;

export class Emitter {
  readonly #handlers = new Map<string, Handler[]>();

  on(event: string, handler: Handler): void {
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
  }

  emit(event: string, detail?: unknown): void {
    for (const handler of this.#handlers.get(event) ?? []) handler(detail);
  }
}
