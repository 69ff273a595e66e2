/** What an image, an image button or a video's poster shows: the asset, or a box of its size. Owns no tree and no bytes. */
import type { ModelNode } from '../protocol/model.js';
import { Namespace, NodeKind } from '../protocol/operations.js';
import { assetId } from './css.js';
import { isHtml, readAttribute, writeAttribute } from './dom.js';

/** Subtle on white and on black. */
const BOX_COLOR = '%238882';

/** Natural widths nearer than this are the same picture at the same density. */
const DENSITY_TOLERANCE = 0.02;

export class Pictures {
  readonly #naturalWidths = new WeakMap<Element, number>();

  /** Shows what the model says. `url` answers an asset's address, or `undefined` while there is none. */
  show(node: ModelNode, element: Element, url: (id: number) => string | undefined): void {
    const attribute = pictureAttribute(node);
    if (!attribute) return;
    const width = numberOf(node, 'boxWidth');
    const height = numberOf(node, 'boxHeight');
    const named = node.attribute(attribute) ?? '';
    const id = assetId(named);
    const asset = id === undefined ? dataImage(named) : url(id);
    const box = width > 0 || height > 0 ? boxImage(width, height) : undefined;
    this.#naturalWidths.set(element, asset === undefined ? 0 : width);
    // One that did not load for the customer either shows the browser's broken picture, at its size and with its text.
    const broken = named !== '' && attribute === 'src' ? 'data:,' : undefined;
    const value = asset ?? box ?? broken;
    // Setting the same address would load it again.
    if (readAttribute(element, attribute) === (value ?? null)) return;
    for (const name of ['srcset', 'sizes']) writeAttribute(element, name, undefined);
    writeAttribute(element, attribute, value);
  }

  /** An image was loaded: the customer's may have been chosen for a dense screen, and be smaller than its pixels tell. */
  loaded(element: Node): void {
    if (!isHtml(element, 'img')) return;
    const expected = this.#naturalWidths.get(element) ?? 0;
    const density = expected > 0 ? element.naturalWidth / expected : 1;
    const source = readAttribute(element, 'src');
    if (source === null || !(density > 0) || Math.abs(density - 1) < DENSITY_TOLERANCE) return;
    // With a width, since a browser may prefer `src`, which counts as 1x, to a candidate of another density.
    writeAttribute(element, 'sizes', `${expected}px`);
    writeAttribute(element, 'srcset', `${source} ${element.naturalWidth}w`);
  }
}

function pictureAttribute(node: ModelNode): string | undefined {
  if (node.data.kind !== NodeKind.ELEMENT) return undefined;
  const { name, namespace } = node.data;
  if (namespace === Namespace.HTML) {
    if (name === 'video') return 'poster';
    return name === 'img' || name === 'input' ? 'src' : undefined;
  }
  if (name !== 'image' && name !== 'feImage') return undefined;
  return node.attribute('href') === undefined ? 'xlink:href' : 'href';
}

function numberOf(node: ModelNode, name: 'boxWidth' | 'boxHeight'): number {
  return Number(node.properties?.get(name) ?? 0);
}

function dataImage(url: string): string | undefined {
  return /^data:image\//i.test(url) ? url : undefined;
}

function boxImage(width: number, height: number): string {
  const size = `width='${width}' height='${height}'`;
  return `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' ${size}><rect ${size} fill='${BOX_COLOR}'/></svg>`;
}
