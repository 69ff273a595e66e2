/** What is used of Zoom's npm package, which is an optional peer: its own types, where it is installed, are not looked at. */
declare module '@zoom/cobrowsesdk/customer' {
  export const ZoomCobrowseSDK: unknown;
}
declare module '@zoom/cobrowsesdk/agent' {
  export const ZoomCobrowseAgentSDK: unknown;
}
