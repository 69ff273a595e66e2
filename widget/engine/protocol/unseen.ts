/** What is drawn as nothing: in names the Worker takes it out, in whatever somebody wrote the desk and the panel do. */

/**
 * Nothing is drawn for these. Joiners stay between what they join, and variation selectors behind what they vary, since Persian, the scripts
 * of India, Mongolian and emoji are written with them: a letter or sign, a selector, a joiner with something to join.
 */
export const UNSEEN =
  /((?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}\p{P}\p{S}][\ufe00-\ufe0f\u180b-\u180d\u180f\u{e0100}-\u{e01ef}]?(?:[\u200d\u200c\u180e](?=(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}\p{S}]))?)|\p{Default_Ignorable_Code_Point}/gu;
