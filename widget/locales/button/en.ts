/** English, as every page loads it; the rest is in en-session.ts. */
import type { ButtonTexts } from './texts.js';

export const enButton: ButtonTexts = {
  share: 'Share this page',
  cancel: 'Cancel',
  stop: 'Stop sharing',
  retry: 'Try again',
  connecting: 'Connecting…',
  failed: 'This page could not be shared. Check your connection and try again.',
};
