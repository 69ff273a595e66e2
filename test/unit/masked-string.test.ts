/** SPEC M1: an outgoing string is a MaskedString, and only the masking module makes one. */
import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Masking makes them; the decoder carries the brand over from a peer's masking. */
const MAKERS = ['widget/engine/capture/masking/masker.ts', 'widget/engine/protocol/decoder.ts'];

describe('M1 the type of outgoing strings', () => {
  it('is made by the masking module alone', () => {
    const makers = globSync('widget/**/*.ts').filter((file) =>
      /\bas (?:unknown as )?(?:readonly )?MaskedString\b/.test(readFileSync(file, 'utf8')),
    );
    expect(makers.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(MAKERS.sort());
  });

  it('is the only string that the encoder takes', async () => {
    const { OperationEncoder } = await import('../../widget/engine/protocol/encoder.js');
    const encoder = new OperationEncoder();
    const leaked: string = 'typed by a customer';
    // @ts-expect-error a plain string must not compile
    encoder.write({ type: 'text', id: 1, text: leaked });
    expect(encoder.empty).toBe(false);
  });
});
