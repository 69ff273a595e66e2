/**
 * Which attributes may leave the page, by name (SPEC M4): an allow-list with reasons. Whatever is not here, and no selector of
 * the page looks at, stays. Owns names only; values are the masker's.
 */
export const AttributeRule = {
  /** Shapes the page and carries no text: sent as it is. */
  STRUCTURAL: 'structural',
  /** Carries text that a person reads: masked on a masked element. */
  TEXT: 'text',
  /** Tells what a person chose or entered: left out on a masked element. */
  STATE: 'state',
  /** An address that becomes an asset's name. */
  ASSET: 'asset',
  /** An address that only has to exist, for `:link`. */
  LINK: 'link',
  /** CSS, whose addresses are rewritten. */
  STYLE: 'style',
} as const;
export type AttributeRule = (typeof AttributeRule)[keyof typeof AttributeRule];

const words = (text: string): string[] => text.split(/\s+/);

const RULES: ReadonlyMap<string, AttributeRule> = new Map<string, AttributeRule>([
  ['style', AttributeRule.STYLE],
  ...words('title alt placeholder label').map((name) => [name, AttributeRule.TEXT] as const),
  ...words(
    'checked selected value min max low high optimum aria-valuenow aria-valuemin aria-valuemax aria-checked aria-selected aria-pressed datetime',
  ).map((name) => [name, AttributeRule.STATE] as const),
  ...words(
    // identity and selectors; `id` and `class` are structural and documented as such
    'id class slot part exportparts is role dir lang hidden inert tabindex contenteditable ' +
      // controls
      'type name for form disabled readonly required multiple size maxlength step rows cols wrap popover open ' +
      // tables and lists
      'colspan rowspan span scope headers start reversed ' +
      // presentation that old pages still use
      'width height align valign bgcolor border cellpadding cellspacing color face nowrap clear noshade frameborder scrolling marginheight marginwidth hspace vspace ' +
      // style sheets and media
      'media controls',
  ).map((name) => [name, AttributeRule.STRUCTURAL] as const),
]);

/** Attributes that run, load, navigate or hold a document: never sent, whatever a selector looks at. */
const NEVER =
  /^on|^(?:src|srcset|srcdoc|action|formaction|ping|data|background|poster|sizes|imagesrcset|nonce|integrity|content)$/;

/** Shapes and paint of SVG; a masked element keeps of them what is a number or two. */
const SHAPES: ReadonlySet<string> = new Set(
  words(
    'viewBox d x y x1 x2 y1 y2 dx dy cx cy r rx ry points transform offset preserveAspectRatio xmlns fill fill-rule fill-opacity ' +
      'stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-opacity opacity stop-color stop-opacity ' +
      'gradientUnits gradientTransform clip-path clip-rule mask font-size text-anchor',
  ),
);

/** Names that a page's authors give, not its users: documented as not masked. */
export const NAMES: ReadonlySet<string> = new Set(words('id class part exportparts'));

/** Names that SVG and MathML use: letters, digits, dashes. */
const FOREIGN_NAME = /^[A-Za-z][\w-]*$/;

/** How an attribute is treated, or `undefined` when it stays on the page. `name` is as the DOM spells it. */
export function attributeRule(
  element: { readonly name: string; readonly html: boolean },
  name: string,
  widened: ReadonlySet<string>,
): AttributeRule | undefined {
  if (name === 'href' || name === 'xlink:href') {
    if (element.name === 'a' || element.name === 'area') return AttributeRule.LINK;
    return element.html ? undefined : AttributeRule.ASSET;
  }
  if (name === 'src' && element.html && (element.name === 'img' || element.name === 'input'))
    return AttributeRule.ASSET;
  if (NEVER.test(name)) return undefined;
  const rule = RULES.get(name);
  if (rule) return rule;
  // States that pages style by, and texts that are read out: a mirror needs neither of a masked element.
  if (name.startsWith('aria-')) return AttributeRule.STATE;
  // A data attribute or one of a custom element: a name that the page's own selectors use changes what it looks like.
  if (widened.has(name)) return AttributeRule.STATE;
  if (element.html || !FOREIGN_NAME.test(name) || name.startsWith('data-')) return undefined;
  return SHAPES.has(name) ? AttributeRule.STRUCTURAL : AttributeRule.STATE;
}
