/** The way to the guard of addresses, for pages that name some. Where such a page blocks the chunk, nothing is shared at all. */
import type { CobrowseSettings } from '../../service/contract.js';
import type { AddressGuard } from './address-guard.js';

/** @param onChange the page came to an address that is not shared, or left it. */
export async function loadAddressGuard(
  settings: readonly CobrowseSettings[],
  onChange: () => void,
): Promise<AddressGuard | undefined> {
  const patterns = settings.map(({ blockUrls }) => blockUrls).filter(Boolean);
  if (patterns.length === 0) return undefined;
  const { AddressGuard } = await import('./address-guard.js');
  return new AddressGuard({ window, patterns, onChange });
}
