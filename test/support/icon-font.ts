/** A font with one icon, made here so that no file has to be kept: U+E001 is a bar, two ems wide. */

/** Of one em. */
const UNITS = 1000;
const ADVANCE = 2 * UNITS;
const ICON = 0xe001;

/** What stands for the icon. */
export const ICON_TEXT = String.fromCharCode(ICON);

const u16 = (...values: number[]): number[] => values.flatMap((value) => [(value >> 8) & 255, value & 255]);
const u32 = (...values: number[]): number[] => values.flatMap((value) => u16(value >>> 16, value & 0xffff));

/** `url()` of the font. */
export function iconFontUrl(): string {
  return `url(data:font/ttf;base64,${btoa(String.fromCharCode(...fontBytes()))})`;
}

function fontBytes(): number[] {
  const height = 800;
  // One contour of four points, clockwise.
  const glyph = [
    ...u16(1, 0, 0, ADVANCE, height, 3, 0),
    1,
    1,
    1,
    1,
    ...u16(0, 0, ADVANCE, 0),
    ...u16(0, height, 0, -height),
  ];
  const segments = [...u16(ICON, 0xffff), ...u16(0), ...u16(ICON, 0xffff), ...u16(1 - ICON, 1), ...u16(0, 0)];
  const subtable = [...u16(4, 14 + segments.length, 0, 4, 4, 1, 0), ...segments];
  const tables: Readonly<Record<string, readonly number[]>> = {
    'OS/2': [
      ...u16(0, ADVANCE, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 250, 0),
      ...Array.from({ length: 10 + 16 + 4 }, () => 0),
      ...u16(0x40, ICON, ICON, height, -200, 0, height, 200),
    ],
    cmap: [...u16(0, 1, 3, 1), ...u32(12), ...subtable],
    glyf: glyph,
    head: [
      ...u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
      ...u16(0, UNITS),
      ...u32(0, 0, 0, 0),
      ...u16(0, 0, ADVANCE, height, 0, 8, 2, 0, 0),
    ],
    hhea: [...u32(0x10000), ...u16(height, -200, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, 2)],
    hmtx: u16(ADVANCE, 0, ADVANCE, 0),
    loca: u16(0, 0, glyph.length / 2),
    maxp: [...u32(0x10000), ...u16(2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)],
    name: u16(0, 0, 6),
    post: [...u32(0x30000, 0), ...u16(-100, 50), ...u32(0, 0, 0, 0, 0)],
  };
  const names = Object.keys(tables);
  let offset = 12 + names.length * 16;
  const directory: number[] = [];
  const body: number[] = [];
  for (const [name, bytes] of Object.entries(tables)) {
    const padded = [...bytes, ...Array.from({ length: -bytes.length & 3 }, () => 0)];
    directory.push(...[...name].map((letter) => letter.charCodeAt(0)), ...u32(checksum(padded), offset, bytes.length));
    body.push(...padded);
    offset += padded.length;
  }
  return [...u32(0x10000), ...u16(names.length, 128, 3, names.length * 16 - 128), ...directory, ...body];
}

function checksum(bytes: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4)
    for (let byte = 0; byte < 4; byte++) sum = (sum + (bytes[at + byte] ?? 0) * 2 ** (24 - byte * 8)) % 2 ** 32;
  return sum;
}
