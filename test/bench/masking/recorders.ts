/** The recorders that the canary page is run through, each with the strictest settings that it documents. */
import Tracker, { SanitizeLevel } from '@openreplay/tracker';
import { record } from 'rrweb';
import { Capture } from '../../../widget/engine/capture/capture.js';
import { CANARY_SETTINGS } from '../../fixtures/masking/canary-page.ts';

/** Begins to record this window. Answers how to stop, which settles once everything was said. */
export type Recorder = (said: (text: string) => void) => Promise<() => Promise<void>>;

/** What the canary page masks, in the one form that other recorders take. */
const MASKED = `${CANARY_SETTINGS.maskCssSelectors}, [data-sensitive=true], [data-cobrowse]`;

export const ours: Recorder = async (said) => {
  const decoder = new TextDecoder();
  const output = { send: (_class: unknown, _to: number, body: Uint8Array): void => said(decoder.decode(body)) };
  const capture = new Capture({ window, masking: () => CANARY_SETTINGS, ignored: [], output });
  capture.snapshotFor(1);
  return async () => {
    while (!capture.idle) await new Promise((resolve) => setTimeout(resolve, 20));
    capture.stop();
  };
};

export const rrweb: Recorder = async (said) => {
  const stop = record({
    emit: (event) => said(JSON.stringify(event)),
    maskAllInputs: true,
    maskInputOptions: { password: true },
    maskTextSelector: '*',
    blockSelector: MASKED,
    inlineStylesheet: false,
    slimDOMOptions: 'all',
  });
  return async () => stop?.();
};

/** How long the stand-in must have heard nothing: the tracker does not say when its last batch has arrived. */
const QUIET_MS = 1_500;

/** Its service, or what stands in for it, is where the page comes from. */
export const openReplay: Recorder = async (said) => {
  const tracker = new Tracker({
    projectKey: 'canaries',
    ingestPoint: location.origin,
    __DISABLE_SECURE_MODE: true,
    // Private by default, and what the page masks is hidden as a whole.
    privateMode: true,
    domSanitizer: (node) => (node.matches(MASKED) ? SanitizeLevel.Hidden : SanitizeLevel.Obscured),
    obscureTextEmails: true,
    obscureTextNumbers: true,
    obscureInputEmails: true,
    obscureInputNumbers: true,
    obscureInputDates: true,
    defaultInputMode: 2,
    captureIFrames: true,
    consoleMethods: null,
    captureExceptions: false,
    captureResourceTimings: false,
    capturePageLoadTimings: false,
    capturePageRenderTimings: false,
    resourceNameSanitizer: () => '',
    urls: { urlSanitizer: (url) => url.replace(/[?#].*/, ''), titleSanitizer: () => '' },
    network: {
      disabled: true,
      capturePayload: false,
      captureInIframes: false,
      failuresOnly: true,
      ignoreHeaders: true,
      sessionTokenHeader: false,
      sanitizer: () => null,
    },
    mouse: { disableClickmaps: true },
    canvas: { disableCanvas: true },
    css: {},
  });
  const started = await tracker.start();
  if (!started.success) throw new Error(`OpenReplay did not start: ${started.reason}`);
  return async () => {
    tracker.stop();
    for (let before = -1, text = ''; ; before = text.length) {
      text = await (await fetch('/collected')).text();
      if (text.length === before) return said(text);
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
  };
};
