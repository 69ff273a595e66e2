/**
 * Domains under which anybody can have a site: a wildcard there lets in everybody. Not the whole public suffix list, which is longer
 * than the Worker: the hosts that people put applications on, and the registries' second level.
 */

/** Each names a site a customer of the host. */
const HOSTS: ReadonlySet<string> = new Set([
  'amplifyapp.com',
  'appspot.com',
  'azureedge.net',
  'azurestaticapps.net',
  'azurewebsites.net',
  'bitbucket.io',
  'blogspot.com',
  'cloudfront.net',
  'codesandbox.io',
  'deno.dev',
  'firebaseapp.com',
  'fly.dev',
  'github.dev',
  'github.io',
  'githubusercontent.com',
  'gitlab.io',
  'gitpod.io',
  'glitch.me',
  'herokuapp.com',
  'loca.lt',
  'myshopify.com',
  'netlify.app',
  'ngrok.app',
  'ngrok.dev',
  'ngrok.io',
  'ngrok-free.app',
  'ngrok-free.dev',
  'now.sh',
  'onrender.com',
  'pages.dev',
  'r2.dev',
  'railway.app',
  'replit.app',
  'replit.dev',
  'repl.co',
  'run.app',
  'squarespace.com',
  'stackblitz.io',
  'surge.sh',
  'translate.goog',
  'trycloudflare.com',
  'vercel.app',
  'web.app',
  'webcontainer.io',
  'webflow.io',
  'wixsite.com',
  'wordpress.com',
  'workers.dev',
]);

/** Hosts whose own labels differ from region to region. */
const HOST_ENDINGS = ['.amazonaws.com', '.windows.net', '.digitaloceanspaces.com', '.ondigitalocean.app'];

/** `co.uk`, `com.au`, `or.jp`: below them stand everybody's domains. */
const REGISTRY = /^(?:ac|co|com|ed|edu|go|gob|gov|gouv|ltd|me|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/;

/** @param suffix of a wildcard, without its first dot and its port. */
export function isShared(suffix: string): boolean {
  if (!suffix.includes('.') || HOSTS.has(suffix) || REGISTRY.test(suffix)) return true;
  return HOST_ENDINGS.some((ending) => `.${suffix}`.endsWith(ending));
}
