/** What the custom-elements analyzer reads. `manifest.ts` runs it and tidies what it writes. */
export default {
  globs: ['widget/elements/*/cobrowse-*.ts', 'widget/events/*.ts'],
  litelement: true,
  // It would rewrite package.json, whose `customElements` names the tidied file.
  packagejson: false,
  quiet: true,
};
