/** What `@zoom/cobrowsesdk/customer` exports. The stand-in's origin is built in, where Zoom's package has Zoom's. */
import { createCustomerSdk } from './customer-sdk.ts';

export const ZoomCobrowseSDK = createCustomerSdk({ origin: new URL(import.meta.url).origin, key: undefined });
