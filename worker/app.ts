/** The Worker's routes, all of them. */
import { createApp } from './create-app.js';
import { agentPageRoutes } from './routes/agent-page.js';
import { configRoutes } from './routes/config.js';
import { deskRoutes } from './routes/desk.js';
import { healthRoutes } from './routes/health.js';
import { mirrorRoutes } from './routes/mirror.js';
import { previewRoutes } from './routes/preview.js';
import { operationRoutes } from './routes/operations.js';
import { pageRoutes } from './routes/pages.js';
import { sdkRoutes } from './routes/sdk.js';
import { sessionRoutes } from './routes/sessions.js';
import { socketCheckRoutes } from './routes/socket-check.js';
import { tokenRoutes } from './routes/token.js';

export const app = createApp([
  tokenRoutes,
  configRoutes,
  agentPageRoutes,
  sdkRoutes,
  deskRoutes,
  mirrorRoutes,
  previewRoutes,
  sessionRoutes,
  operationRoutes,
  socketCheckRoutes,
  healthRoutes,
  pageRoutes,
]);
