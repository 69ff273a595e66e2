/** The customer's surface as the service draws it: PIN and end. There is no setting to hide it (contract, section 10). */

export class Panel {
  readonly #box = document.createElement('div');
  readonly #onEnd: () => void;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  show(pinCode: string): void {
    const { style } = this.#box;
    Object.assign(style, { position: 'fixed', insetBlockEnd: '0', insetInlineStart: '0', zIndex: '2147483647' });
    Object.assign(style, { padding: '8px', background: '#fff', color: '#000', border: '1px solid #000' });
    this.#box.id = 'zcb-panel';
    const end = document.createElement('button');
    end.textContent = 'End co-browsing';
    end.addEventListener('click', this.#onEnd);
    this.#box.replaceChildren(`PIN ${pinCode} `, end);
    document.body.append(this.#box);
  }

  hide(): void {
    this.#box.remove();
  }
}
