/** What the documents that the Worker renders have in common. They are rendered, not static, for their nonce. */
import { base64url } from 'jose';

const NONCE_BYTES = 16;

/**
 * Everything that a page could be granted. Our desk fills the screen, and neither it nor a mirror uses anything else.
 * Only names that Chromium knows: it warns of others.
 */
const FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

/**
 * A Permissions-Policy that refuses everything but what is granted to the page and its own frames.
 * @param origin whose frames get it as well, if it is another one.
 */
export function permissionsPolicy(granted: readonly string[] = [], origin?: string): string {
  const whom = origin === undefined ? 'self' : `self "${origin}"`;
  return FEATURES.map((feature) => `${feature}=(${granted.includes(feature) ? whom : ''})`).join(', ');
}

/** A nonce of its own for every answer. */
export function freshNonce(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
}

/** A text as the value of an attribute. */
export function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** An HTML answer that is never stored and never names its address to anyone. */
export function htmlAnswer(html: string, policy: readonly string[], more: Readonly<Record<string, string>>): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      // No page that opens one of these in a window keeps a hold of it. Frames do not care.
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': permissionsPolicy(),
      ...more,
    },
  });
}
