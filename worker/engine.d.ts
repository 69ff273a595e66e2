/** Shape of what the build tells the Worker, so that types can be checked before anything was built. */
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

/** What a desk is called, by language tag in lower case. */
declare module '*/dist/desk-titles.json' {
  const titles: Readonly<Record<string, string>>;
  export default titles;
}
