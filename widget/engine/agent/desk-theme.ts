/** Gives the desk the look of the page around it. Through style objects: the desk's policy forbids style attributes. */
import { THEME_COLOURS, type DeskTheme } from '../../service/desk-port.js';

/** @param desk the outer element, whose inner ones inherit. */
export function wearTheme(desk: HTMLElement, { colorScheme, colours }: DeskTheme): void {
  desk.style.colorScheme = colorScheme;
  for (const name of THEME_COLOURS) {
    const value = colours[name];
    if (value === undefined) desk.style.removeProperty(`--cobrowse-${name}`);
    else desk.style.setProperty(`--cobrowse-${name}`, value);
  }
}
