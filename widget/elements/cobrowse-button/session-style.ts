/** What a session adds to the button's look: stopping, who watches, the PIN, errors. Colours are those of button-style.ts. */
import { css } from 'lit';

export const sessionStyle = css`
  .stop {
    border-color: currentColor;
    color: var(--danger);
  }
  .stop:hover {
    background: color-mix(in srgb, var(--surface) 90%, var(--danger));
  }
  .is-live .status {
    color: var(--text);
    font-weight: 600;
  }
  .error {
    color: var(--danger);
  }
  .error svg {
    flex: none;
    margin-block-start: 0.07em;
  }
  .dot {
    flex: none;
    inline-size: 0.6em;
    block-size: 0.6em;
    margin-block-start: 0.4em;
    border-radius: 50%;
    background: var(--danger);
    animation: pulse 2.4s ease-out infinite;
  }
  .pin {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    max-inline-size: var(--cobrowse-status-width, 22rem);
    padding: 0.75rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .pin-title {
    flex-basis: 100%;
    color: var(--muted);
    font-size: 0.875em;
  }
  .digits {
    display: flex;
    gap: 0.35em;
    direction: ltr;
    font:
      600 2em/1.2 ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      monospace;
    letter-spacing: 0.04em;
    user-select: all;
    overflow-wrap: anywhere;
  }
  .used .digits {
    font-size: 1.25em;
  }
  .copy {
    flex: none;
    min-block-size: 2.25rem;
    padding: 0.25rem 0.75rem;
    font-size: 0.875em;
  }
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @keyframes pulse {
    from {
      box-shadow: 0 0 0 0 color-mix(in srgb, var(--danger) 55%, transparent);
    }
    70%,
    to {
      box-shadow: 0 0 0 0.4em transparent;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .dot {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .dot {
      background: CanvasText;
    }
  }
`;
