/** The agent's own view of the customer's page: zoom and full screen, as the last buttons of the tool bar. Tells nobody. */
import { svg } from 'lit';
import type { DeskToolsTexts } from '../../locales/sections/desk-tools.js';
import type { StageElement } from './stage.js';
import { attachHand, zoomAround } from './stage-hand.js';
import type { AttachTool } from './tool.js';
import { ACTUAL_SIZE } from './zoom.js';
import { zoomIn, zoomOut } from './zoom-steps.js';

const IN = svg`<circle cx="9" cy="9" r="6" /><path d="M13.5 13.5L18 18M6.5 9h5M9 6.5v5" />`;
const OUT = svg`<circle cx="9" cy="9" r="6" /><path d="M13.5 13.5L18 18M6.5 9h5" />`;
const FULL = svg`<path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4" />`;
const SMALL = svg`<path d="M7 3v4H3M17 7h-4V3M13 17v-4h4M3 13h4v4" />`;

const percentIcon = (percent: number) =>
  svg`<text x="10" y="13.5" text-anchor="middle" font-size="9" font-weight="650" fill="currentColor" stroke="none">${percent}%</text>`;

export interface ViewToolOptions {
  readonly stage: StageElement;
  /** In the language of now. */
  readonly texts: () => DeskToolsTexts;
}

export function viewTool({ stage, texts }: ViewToolOptions): AttachTool {
  return ({ view, signal, addButton, addShortcut, onLanguage, announce }) => {
    attachHand(stage, signal);
    const percent = (): number => Math.round(view.scale * 100);
    const change = (zoom: StageElement['zoom']): void => {
      void zoomAround(stage, zoom).then(() => announce(texts().zoom(percent())));
    };
    const larger = (): void => change(zoomIn(view.scale));
    const smaller = (): void => change(zoomOut(view.scale));
    const turn = (): void => change(stage.zoom === 'fit' ? ACTUAL_SIZE : 'fit');
    const sizeLabel = (): string => (stage.zoom === 'fit' ? texts().showActualSize : texts().showFitted)(percent());
    const inFull = (): boolean => document.fullscreenElement !== null;
    const fullScreen = (): void => {
      // Refused where the page around does not allow it, which it says by the button's absence.
      void (inFull() ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
    };
    const fullLabel = (): string => (inFull() ? texts().leaveFullScreen : texts().fullScreen);

    const plus = addButton({ label: texts().zoomIn, icon: IN, press: larger });
    const size = addButton({ label: sizeLabel(), icon: percentIcon(percent()), press: turn });
    const minus = addButton({ label: texts().zoomOut, icon: OUT, press: smaller });
    const full = addButton({
      label: fullLabel(),
      icon: FULL,
      pressed: inFull(),
      hidden: !document.fullscreenEnabled,
      press: fullScreen,
    });

    const update = (): void => {
      size.update({ label: sizeLabel(), icon: percentIcon(percent()) });
      full.update({ label: fullLabel(), icon: inFull() ? SMALL : FULL, pressed: inFull() });
    };
    signal.addEventListener('abort', view.onChange(update));
    document.addEventListener('fullscreenchange', update, { signal });
    onLanguage(() => {
      plus.update({ label: texts().zoomIn });
      minus.update({ label: texts().zoomOut });
      update();
    });

    addShortcut({ key: '+', label: () => texts().zoomIn, press: larger });
    addShortcut({ key: '-', label: () => texts().zoomOut, press: smaller });
    addShortcut({ key: '0', label: () => texts().keyFit, press: () => change('fit') });
    addShortcut({ key: '1', label: () => texts().keyActualSize, press: () => change(ACTUAL_SIZE) });
    if (document.fullscreenEnabled) addShortcut({ key: 'f', label: fullLabel, press: fullScreen });
  };
}
