/** What `@zoom/cobrowsesdk/agent` exports. The stand-in's origin is built in, where Zoom's package has Zoom's. */
import { createAgentSdk } from './agent-sdk.ts';

export const ZoomCobrowseAgentSDK = createAgentSdk(new URL(import.meta.url).origin);
