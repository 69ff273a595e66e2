/**
 * One real field that looks like a place for each digit: the letters are as wide as a place, the lines below them are drawn. Takes
 * `--ink`, `--soft`, `--accent`, `--bad` and `--round` from around it.
 */
import { css } from 'lit';

export const pinFieldStyle = css`
  .pin {
    container-type: inline-size;
    padding-block: 4px;
    padding-inline: 12px;
    border: 1px solid color-mix(in srgb, var(--soft) 70%, transparent);
    border-radius: var(--round, 10px);
    cursor: text;
  }
  .pin:has(input:focus-visible) {
    outline: 2px solid var(--cobrowse-focus, var(--accent));
    outline-offset: 2px;
  }
  .pin:has([aria-invalid='true']) {
    border-color: var(--bad);
  }
  .places {
    --place: min(46px, 100cqi / var(--places, 6));
    inline-size: calc(var(--place) * var(--places, 6));
    margin-inline: auto;
    /* What is only hidden can still be scrolled, and is, to show a selection's end: the first digit would be gone. */
    overflow: clip;
    direction: ltr;
  }
  .pin input {
    box-sizing: border-box;
    /* A letter more than there are places: no browser then moves the text to show the room behind the last one. */
    inline-size: calc(100% + var(--place));
    margin: 0;
    padding-block: 8px;
    padding-inline: calc((var(--place) - 1ch) / 2) 0;
    border: 0;
    border-radius: 0;
    outline: 0;
    background: linear-gradient(
        90deg,
        transparent 14%,
        color-mix(in srgb, var(--soft) 70%, transparent) 14% 86%,
        transparent 86%
      )
      0 calc(100% - 4px) / var(--place) 2px repeat-x;
    color: var(--ink);
    direction: ltr;
    font:
      600 calc(var(--place) * 0.6) / 1.3 ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      monospace;
    letter-spacing: calc(var(--place) - 1ch);
    text-align: left;
    text-transform: uppercase;
  }
  .pin input[readonly] {
    color: var(--soft);
  }
`;
