/** Shape of the build's list of bundles, so that types can be checked before anything was built. */
declare module '*/dist/engine.json' {
  const engine: {
    readonly sdk: string;
    readonly desk: string;
    readonly mirror: string;
    readonly customer: string;
    readonly preview: string;
  };
  export default engine;
}
