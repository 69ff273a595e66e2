/** Where drawing stands at the desk: its layer fills the customer's viewport, its bar the tray. Colours are the desk's. */
export const DRAWING_TOOL_CSS = `
:host { display: contents; }
.toolbar { padding: 2px; }
`;
