/** SPEC G10: what elements are called before the customer, however much is in them; and nobody else hears it. */
import { expect } from '@open-wc/testing';
import { labelOf } from '../../../../widget/engine/customer/assist/label.js';
import { AssistType } from '../../../../widget/engine/protocol/control/permission-messages.js';
import { ANN, AssistStage } from '../../../support/assist-stage.js';
import { until } from '../../../support/mirror-stage.js';

describe('the name of an element', () => {
  const made: Element[] = [];
  afterEach(() => made.splice(0).forEach((each) => each.remove()));

  function element(html: string): Element {
    const box = document.createElement('div');
    box.innerHTML = html;
    document.body.append(box);
    made.push(box);
    return box.querySelector('.named') ?? box;
  }

  it('is its labels, its text or what else it says of itself', () => {
    expect(labelOf(element('<label>Your <b>name</b> <input class="named" value="typed"></label>'))).to.equal(
      'Your name',
    );
    expect(
      labelOf(element('<button class="named"><svg></svg> <i>Go</i> <select><option>no</option></select> on </button>')),
    ).to.equal('Go on');
    expect(labelOf(element('<b id="l">By id</b><button class="named" aria-labelledby="l">other</button>'))).to.equal(
      'By id',
    );
    expect(labelOf(element('<select class="named" name="city"><option>no</option></select>'))).to.equal('city');
  });

  it('G10 is found in a little of a page that is one button, whatever its depth', () => {
    // Not in the page: to lay it out takes a browser's breath away.
    const deep = document.createElement('div');
    deep.append('first');
    let at: Element = deep;
    for (let level = 0; level < 20_000; level++) at = at.appendChild(document.createElement('i'));
    at.append('last');
    expect(labelOf(deep)).to.equal('first');
    expect(labelOf(element(`<div class="named">${'<i></i>'.repeat(5_000)}last</div>`))).to.equal('');
    expect(labelOf(element(`<button class="named" title="${'long '.repeat(99_999)}"></button>`))).to.have.length(61);
  });

  it('G10 M2 is told to the customer alone, also where a part of it is masked', async () => {
    using stage = await AssistStage.open(
      '<button id="t" style="width: 300px; text-align: left">Pay <b class="masked">S3cretCanary</b></button>',
    );
    stage.resume(ANN, AssistType.CLICK);
    stage.press(stage.find('#t'));
    await until('a question', () => stage.question !== '');
    expect(stage.question).to.contain('S3cretCanary');
    await stage.answer(true);
    expect(stage.log.join()).to.contain('S3cretCanary');
    expect(stage.outcomes).not.to.deep.equal([]);
    expect(JSON.stringify([stage.said, stage.heard])).not.to.contain('S3cret');
  });
});
