/** The desk's tools, in the order of their buttons. Each is code of its own, loaded once a customer's page is in sight. */
import type { LoadTool } from './tool.js';

export const TOOLS: readonly LoadTool[] = [
  async () => (await import('./drawing-tool.js')).attachDrawing,
  async () => (await import('./curtain-tool.js')).attachCurtain,
  async () => (await import('./assist-tool.js')).attachAssist,
  async () => (await import('./note-tool.js')).attachNotes,
];
