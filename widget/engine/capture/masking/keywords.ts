/** Words of HTML that say nothing of a person. Knows no element and no attribute. */

/** What the other structural attributes may say of a masked element: nothing, or a word of HTML. */
export const KEYWORDS =
  /^(?:|true|false|auto|manual|hint|ltr|rtl|left|right|center|justify|top|middle|bottom|baseline|row|col|rowgroup|colgroup|soft|hard|off|open|hidden|until-found|inert|checked|disabled|readonly|required|multiple|controls|text|password|email|tel|url|search|number|range|date|time|month|week|datetime-local|color|checkbox|radio|file|submit|reset|button|image|[1aAiI]|plaintext-only|tab(?:list|panel)?|dialog|menu(?:item)?|listbox|option|grid(?:cell)?|list(?:item)?|alert|status|group|switch|img|none)$/;
