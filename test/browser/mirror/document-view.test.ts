import { expect } from '@open-wc/testing';
import { ModelError } from '../../../widget/engine/protocol/model.js';
import { MirrorStage, until } from '../../support/mirror-stage.js';
import {
  adopt,
  attribute,
  begin,
  define,
  element,
  emptyPage,
  insert,
  insertBefore,
  move,
  property,
  remove,
  setText,
  shadowRoot,
  sheetText,
  text,
} from '../../support/page-operations.js';

describe('DocumentView', () => {
  let stage: MirrorStage;
  beforeEach(async () => {
    stage = await MirrorStage.open();
    stage.apply(...emptyPage());
  });
  afterEach(() => stage[Symbol.dispose]());

  const bodyHtml = (): string => stage.body.innerHTML;

  describe('the tree', () => {
    it('replaces whatever the document had', () => {
      expect(stage.document.documentElement.outerHTML).to.equal('<html><head></head><body></body></html>');
    });

    it('inserts nodes in order, before a sibling or at the end', () => {
      stage.apply(insert(4, element(5, 'p', { class: 'a' }), text(6, 'b<c')), insertBefore(4, 6, element(7, 'hr')));
      stage.apply(insert(5, text(8, 'x')));
      expect(bodyHtml()).to.equal('<p class="a">x</p><hr>b&lt;c');
    });

    it('changes attributes and text', () => {
      stage.apply(insert(4, element(5, 'p', { title: 'a' })), insert(5, text(6, 'b')));
      stage.apply(attribute(5, 'title'), attribute(5, 'data-x', 'y'), setText(6, 'c'));
      expect(bodyHtml()).to.equal('<p data-x="y">c</p>');
    });

    it('moves nodes with all that they hold, and takes nodes out', () => {
      stage.apply(insert(4, element(5, 'ul'), element(6, 'ol')));
      stage.apply(
        insert(5, element(7, 'li', { id: 'a' }), element(8, 'li', { id: 'b' }), element(9, 'li', { id: 'c' })),
      );
      const moved = stage.query('#c');
      stage.apply(move(5, 7, 9, 8), move(6, 0, 7));
      expect(bodyHtml()).to.equal('<ul><li id="c"></li><li id="b"></li></ul><ol><li id="a"></li></ol>');
      expect(stage.query('#c') === moved).to.equal(true);
      stage.apply(remove(5, 7));
      expect(bodyHtml()).to.equal('<ol></ol>');
    });

    it('builds SVG and MathML in their namespaces, with the case of their names', () => {
      stage.apply(insert(4, element(5, 's:svg', { viewBox: '0 0 4 4' }), element(6, 'm:math')));
      stage.apply(insert(5, element(7, 's:linearGradient', { id: 'g' }), element(8, 's:use', { 'xlink:href': '#g' })));
      stage.apply(insert(6, element(9, 'm:mi')));
      expect(stage.query('linearGradient').namespaceURI).to.equal('http://www.w3.org/2000/svg');
      expect(stage.query<SVGUseElement>('use').href.baseVal).to.equal('#g');
      expect(stage.query('mi').namespaceURI).to.equal('http://www.w3.org/1998/Math/MathML');
    });

    it('takes the other root element when the first goes, in whatever order the two operations come', () => {
      stage.apply(insert(1, element(10, 'html', { id: 'second' }), text(11, 'no text here')));
      expect(stage.document.documentElement.id).to.equal('');
      stage.apply(remove(2));
      expect(stage.document.documentElement.id).to.equal('second');
      stage.apply(remove(10), insert(1, element(12, 's:svg')));
      expect(stage.document.documentElement.localName).to.equal('svg');
      stage.apply(insertBefore(1, 12, element(13, 'html', { id: 'third' })));
      expect(stage.document.documentElement.id).to.equal('third');
    });

    it('keeps what childless elements hold out of the document, and gives it back when it moves out', () => {
      stage.apply(insert(4, element(5, 'textarea'), element(6, 'noscript'), element(7, 'p')));
      stage.apply(insert(5, text(8, 'default')), insert(6, element(9, 'b')), insert(9, text(10, 'c')));
      expect(bodyHtml()).to.equal('<textarea></textarea><noscript></noscript><p></p>');
      stage.apply(move(7, 0, 9), remove(8));
      expect(bodyHtml()).to.equal('<textarea></textarea><noscript></noscript><p><b>c</b></p>');
    });

    it('builds open shadow roots with their slots, and empties one that goes', () => {
      stage.apply(insert(4, element(5, 'x-card')), insert(5, shadowRoot(6), text(7, 'light')));
      stage.apply(insert(6, element(8, 'b'), element(9, 'slot')), insert(8, text(10, 'dark')));
      const { shadowRoot: root } = stage.query('x-card');
      expect(root?.innerHTML).to.equal('<b>dark</b><slot></slot>');
      stage.apply(remove(6), insertBefore(5, 7, shadowRoot(11)), insert(11, text(12, 'new')));
      expect(root?.innerHTML).to.equal('new');
    });

    it('survives a host that cannot have a shadow root', () => {
      stage.apply(insert(4, element(5, 'input')), insert(5, shadowRoot(6)), insert(6, element(7, 'b')), remove(7));
      expect(bodyHtml()).to.equal('<input>');
    });

    it('builds names that only the parser takes', () => {
      stage.apply(
        insert(4, element(5, 'foo"bar', { '@click': 'x', '[a]': 'y', 'b"c': 'z', title: 't' }), element(6, 'o:p')),
      );
      stage.apply(insert(5, text(7, 'inside')), insert(6, text(8, 'word')));
      expect(stage.body.textContent).to.equal('insideword');
      expect(stage.query('[title=t]').textContent).to.equal('inside');
      expect(stage.body.lastElementChild?.localName).to.equal('o:p');
    });

    it('is not confused by names that shadow the DOM’s own', () => {
      const names =
        'insertBefore setAttribute getAttribute parentNode removeChild firstChild attributes children nodeType'.split(
          ' ',
        );
      stage.apply(insert(4, element(5, 'form'), element(6, 'p', { id: 'after' })));
      stage.apply(insert(5, ...names.map((name, i) => element(10 + i, 'input', { name }))));
      const globals = 'createElement createElementNS createTextNode body documentElement adoptedStyleSheets fonts';
      stage.apply(insert(4, ...globals.split(' ').map((name, i) => element(30 + i, 'img', { name }))));
      stage.apply(insertBefore(5, 10, element(50, 'b')), attribute(5, 'class', 'ok'), move(5, 0, 10), remove(11));
      stage.apply(insert(50, text(51, 'x')), move(4, 0, 5), property(1, 'focus', 12), adopt(1));
      const form = stage.query('form');
      expect(Element.prototype.getAttribute.call(form, 'class')).to.equal('ok');
      expect(stage.query('b').textContent).to.equal('x');
      expect(stage.query('#after').nextElementSibling?.localName).to.equal('img');
    });

    it('shows as many levels as a browser can lay out, and keeps the others for when they come up', () => {
      const levels = 20_000;
      const first = 100;
      const last = first + levels - 1;
      stage.apply(insert(4, element(first, 'div', { style: 'display:grid' })));
      for (let i = 1; i < levels; i++) {
        const style = i % 2 === 0 ? 'display:grid' : 'display:flex';
        stage.mirror.apply(insert(first + i - 1, element(first + i, 'div', { style })));
      }
      stage.apply(insert(last, text(10, 'the end')), attribute(last, 'id', 'deepest'), property(1, 'focus', last));
      expect(stage.body.offsetHeight).to.equal(0);
      expect(stage.body.textContent).to.equal('');
      stage.apply(move(4, 0, last - 500));
      expect(stage.query('#deepest').textContent).to.equal('the end');
      expect(stage.body.offsetHeight).to.be.greaterThan(0);
      // Two towers, each of an allowed height, are not stacked.
      stage.apply(move(first + 800, 0, last - 500));
      expect(stage.body.textContent).to.equal('');
      expect(stage.body.offsetHeight).to.equal(0);
      stage.apply(remove(first));
      expect(stage.body.innerHTML).to.equal('');
    });

    it('appends ten thousand rows and reorders some', () => {
      const rows = Array.from({ length: 10_000 }, (_, i) => element(1000 + i, 'p', { id: `r${i}` }));
      stage.apply(insert(4, ...rows));
      stage.apply(insert(1000, text(20_000, 'first')));
      stage.apply(move(4, 1000, ...Array.from({ length: 600 }, (_, i) => 10_999 - i)));
      expect(stage.body.childElementCount).to.equal(10_000);
      expect(stage.body.firstElementChild?.id).to.equal('r9999');
      expect(stage.body.lastElementChild?.id).to.equal('r9399');
    });

    it('throws for an operation that does not fit the model, and changes nothing', () => {
      stage.apply(insert(4, element(5, 'p')), insert(5, element(6, 'b')));
      const before = stage.document.documentElement.outerHTML;
      for (const wrong of [
        insert(99, text(7, '')),
        insert(4, text(5, '')),
        insertBefore(4, 6, text(7, '')),
        move(6, 0, 5),
        move(5, 0, 5),
        remove(99),
        remove(1),
        attribute(99, 'a', ''),
        setText(5, ''),
        property(99, 'value', ''),
        adopt(1, 99),
        define(5, 'x-y'),
      ]) {
        expect(() => stage.mirror.apply(wrong), JSON.stringify(wrong)).to.throw(ModelError);
      }
      expect(stage.document.documentElement.outerHTML).to.equal(before);
    });

    it('starts again with a second page', () => {
      stage.apply(insert(4, element(5, 'p')));
      stage.apply(begin(), insert(1, element(2, 'html', { id: 'next' })));
      expect(stage.document.documentElement.outerHTML).to.equal('<html id="next"></html>');
    });
  });

  describe('custom elements', () => {
    it('are undefined until they are defined', () => {
      stage.apply(insert(4, element(5, 'x-thing')));
      expect(stage.query('x-thing').matches(':defined')).to.equal(false);
      stage.apply(define(1, 'x-thing'));
      expect(stage.query('x-thing').matches(':defined')).to.equal(true);
      stage.apply(insert(4, element(6, 'x-thing')));
      expect(stage.body.lastElementChild?.matches(':defined')).to.equal(true);
    });

    it('may be defined twice, or by names that no one can define', () => {
      stage.apply(
        define(1, 'x-twice'),
        define(1, 'x-twice'),
        define(1, 'font-face'),
        define(1, 'Not Valid'),
        define(1, 'p'),
      );
      stage.apply(insert(4, element(5, 'x-twice')));
      expect(stage.query('x-twice').matches(':defined')).to.equal(true);
    });
  });

  describe('form state', () => {
    it('shows values, checks and choices as properties', () => {
      stage.apply(
        insert(
          4,
          element(5, 'input', { value: 'default' }),
          element(6, 'textarea'),
          element(7, 'input', { type: 'checkbox' }),
        ),
        insert(4, element(8, 'select', { multiple: '' })),
        insert(8, element(9, 'option'), element(10, 'option'), element(11, 'option', { selected: '' })),
        property(5, 'value', 'typed'),
        property(6, 'value', 'several\nlines'),
        property(7, 'checked', 1),
        property(7, 'indeterminate', 1),
        property(8, 'selection', '0,1'),
      );
      const input = stage.query<HTMLInputElement>('input');
      expect([input.value, input.getAttribute('value')]).to.deep.equal(['typed', 'default']);
      expect(stage.query<HTMLTextAreaElement>('textarea').value).to.equal('several\nlines');
      const box = stage.query<HTMLInputElement>('[type=checkbox]');
      expect([box.checked, box.indeterminate, box.hasAttribute('checked')]).to.deep.equal([true, true, false]);
      const select = stage.query<HTMLSelectElement>('select');
      expect(Array.from(select.options, ({ selected }) => selected)).to.deep.equal([true, true, false]);
    });

    it('shows a mask in fields that take only dates or numbers', () => {
      const types = ['date', 'datetime-local', 'month', 'week', 'time', 'number'];
      const fields = types.map((type, i) => element(5 + i, 'input', { type }));
      stage.apply(insert(4, ...fields), ...types.map((_type, i) => property(5 + i, 'value', '******')));
      const shown = Array.from(stage.document.querySelectorAll('input'), ({ value }) => value);
      expect(shown).to.deep.equal(types.map(() => '******'));
    });

    it('chooses one or none in a single select, also when options come later', () => {
      stage.apply(insert(4, element(5, 'select')), insert(5, element(6, 'option'), element(7, 'option')));
      const select = stage.query<HTMLSelectElement>('select');
      stage.apply(property(5, 'selection', '1'));
      expect(select.selectedIndex).to.equal(1);
      stage.apply(property(5, 'selection', ''));
      expect(select.selectedIndex).to.equal(-1);
      stage.apply(property(5, 'selection', '2'), insert(5, element(8, 'optgroup')), insert(8, element(9, 'option')));
      expect(select.selectedIndex).to.equal(2);
    });

    it('survives properties that an element cannot have', () => {
      stage.apply(insert(4, element(5, 'input', { type: 'file' }), element(6, 'p'), text(7, 'x')));
      stage.apply(
        property(5, 'value', 'C:\\x'),
        property(6, 'value', 'x'),
        property(6, 'modal', 1),
        property(6, 'popover', 1),
      );
      stage.apply(
        property(7, 'checked', 1),
        property(6, 'selection', '0'),
        property(4, 'scrollTop', -5),
        property(7, 'boxWidth', 3),
      );
      expect(stage.query('p').outerHTML).to.equal('<p></p>');
    });
  });

  describe('the top layer', () => {
    it('opens and closes a modal dialog, and leaves the focus where it was', () => {
      const outside = document.createElement('input');
      document.body.append(outside);
      outside.focus();
      stage.apply(insert(4, element(5, 'dialog', { open: '' })), insert(5, element(6, 'input'), element(7, 'button')));
      stage.apply(property(5, 'modal', 1));
      const dialog = stage.query<HTMLDialogElement>('dialog');
      expect([dialog.open, dialog.matches(':modal'), dialog.inert]).to.deep.equal([true, true, false]);
      expect(document.activeElement === outside).to.equal(true);
      expect(stage.document.activeElement === stage.body).to.equal(true);
      outside.remove();
      stage.apply(property(5, 'modal', 0));
      expect([dialog.open, dialog.matches(':modal')]).to.deep.equal([true, false]);
      stage.apply(attribute(5, 'open'));
      expect(dialog.open).to.equal(false);
    });

    it('closes a modal dialog whose attribute goes first', () => {
      stage.apply(insert(4, element(5, 'dialog', { open: '' })), property(5, 'modal', 1));
      stage.apply(attribute(5, 'open'), property(5, 'modal', 0));
      stage.apply(attribute(5, 'open', ''), property(5, 'modal', 1));
      expect(stage.query('dialog').matches(':modal')).to.equal(true);
    });

    it('shows and hides popovers, and keeps them through a move', () => {
      stage.apply(insert(4, element(5, 'p', { popover: 'auto' }), element(6, 'div')), property(5, 'popover', 1));
      expect(stage.query('p').matches(':popover-open')).to.equal(true);
      stage.apply(move(6, 0, 5));
      expect(stage.query('div > p').matches(':popover-open')).to.equal(true);
      stage.apply(property(5, 'popover', 0));
      expect(stage.query('p').matches(':popover-open')).to.equal(false);
    });
  });

  describe('scrolling', () => {
    const box = { style: 'overflow:auto;width:100px;height:100px;scroll-behavior:smooth' };

    it('happens at once, of the window and of elements', () => {
      stage.apply(insert(4, element(5, 'div', box)), insert(5, element(6, 'p', { style: 'width:900px;height:900px' })));
      stage.apply(insert(4, element(7, 'p', { style: 'width:2000px;height:2000px' })));
      stage.apply(property(1, 'scrollTop', 300), property(1, 'scrollLeft', 20), property(5, 'scrollTop', 150));
      expect([stage.window.scrollX, stage.window.scrollY]).to.deep.equal([20, 300]);
      expect(stage.query('div').scrollTop).to.equal(150);
    });

    it('catches up when the content comes later', () => {
      stage.apply(insert(4, element(5, 'div', box)), property(5, 'scrollTop', 150));
      expect(stage.query('div').scrollTop).to.equal(0);
      stage.apply(insert(5, element(6, 'p', { style: 'height:900px' })));
      expect(stage.query('div').scrollTop).to.equal(150);
    });

    it('survives a move', () => {
      stage.apply(insert(4, element(5, 'div', box), element(7, 'section')));
      stage.apply(insert(5, element(6, 'p', { style: 'height:900px' })), property(5, 'scrollTop', 150));
      stage.apply(move(7, 0, 5));
      expect(stage.query('section > div').scrollTop).to.equal(150);
    });

    it('survives a move in a browser that cannot move without taking out', () => {
      const { moveBefore } = Element.prototype;
      Reflect.deleteProperty(Element.prototype, 'moveBefore');
      try {
        stage.apply(insert(4, element(5, 'div', box), element(7, 'section'), element(8, 'dialog')));
        stage.apply(insert(5, element(6, 'p', { style: 'height:900px' }), element(9, 'style')));
        stage.apply(property(5, 'scrollTop', 150), property(8, 'modal', 1), sheetText(9, 'p{color:red}'));
        stage.apply(move(7, 0, 5, 8));
        expect(stage.query('section > div').scrollTop).to.equal(150);
        expect(stage.query('section > dialog').matches(':modal')).to.equal(true);
        expect(stage.style('p').color).to.equal('rgb(255, 0, 0)');
      } finally {
        Element.prototype.moveBefore = moveBefore;
      }
    });

    it('waits for an image that has yet to be drawn', async () => {
      stage.apply(insert(4, element(5, 'img')), property(5, 'boxWidth', 10), property(5, 'boxHeight', 3000));
      stage.apply(property(1, 'scrollTop', 1000));
      await until('scrolled to the place', () => stage.window.scrollY === 1000);
    });
  });

  describe('focus', () => {
    it('is drawn and not taken, through shadow roots', () => {
      stage.apply(
        insert(3, element(5, 'style')),
        sheetText(
          5,
          'input:focus{color:red} x-a:focus{color:red} body:focus-within{color:blue} p:not(:focus){color:green}',
        ),
        insert(4, element(6, 'x-a'), element(7, 'p')),
        insert(6, shadowRoot(8)),
        insert(8, element(9, 'input'), element(10, 'style')),
        sheetText(10, ':host(:focus-within) input{background:red}'),
        property(1, 'focus', 9),
      );
      const input = stage.query('x-a').shadowRoot?.querySelector('input');
      if (!input) throw new Error('no input');
      expect(stage.window.getComputedStyle(input).outlineStyle).to.equal('auto');
      expect(stage.window.getComputedStyle(input).backgroundColor).to.equal('rgb(255, 0, 0)');
      expect(stage.style('x-a').color).to.equal('rgb(255, 0, 0)');
      expect(stage.style('x-a').outlineStyle).to.equal('none');
      expect(stage.style('body').color).to.equal('rgb(0, 0, 255)');
      expect(stage.document.activeElement === stage.body).to.equal(true);
      stage.apply(property(1, 'focus', 7));
      expect(stage.style('p').color).to.equal('rgb(0, 0, 255)');
      expect(stage.window.getComputedStyle(input).outlineStyle).to.equal('none');
      stage.apply(property(1, 'focus', 0));
      expect(stage.style('p').color).to.equal('rgb(0, 128, 0)');
      expect(stage.document.querySelectorAll('[cobrowse-focus],[cobrowse-focus-within]')).to.have.lengthOf(0);
    });

    it('has the weakest of all rings', () => {
      const page = '@layer base{input:focus{outline:3px dotted}}';
      stage.apply(
        insert(3, element(5, 'style')),
        sheetText(5, page),
        insert(4, element(6, 'input')),
        property(1, 'focus', 6),
      );
      expect(stage.style('input').outlineStyle).to.equal('dotted');
    });

    it('follows an element that moves', () => {
      stage.apply(
        insert(4, element(5, 'div'), element(6, 'section')),
        insert(5, element(7, 'input')),
        property(1, 'focus', 7),
      );
      stage.apply(move(6, 0, 7));
      expect(stage.query('section').hasAttribute('cobrowse-focus-within')).to.equal(true);
      expect(stage.query('div').hasAttribute('cobrowse-focus-within')).to.equal(false);
    });
  });
});
