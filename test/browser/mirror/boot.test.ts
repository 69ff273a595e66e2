import { expect } from '@open-wc/testing';
import { MIRROR_PORT, MIRROR_READY } from '../../../widget/engine/mirror/port.js';
import { MIRROR_PATH, until } from '../../support/mirror-stage.js';

/** What comes out of a port. */
function listen(port: MessagePort): unknown[] {
  const heard: unknown[] = [];
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => heard.push(data));
  port.start();
  return heard;
}

describe('the mirror document', () => {
  it('takes its port from the window around it, from nobody else, and only once', async () => {
    const ready: unknown[] = [];
    const mirror = document.createElement('iframe');
    mirror.id = 'mirror';
    mirror.setAttribute('sandbox', 'allow-scripts');
    mirror.src = MIRROR_PATH;
    const hear = ({ source, data }: MessageEvent<unknown>): void => {
      if (source === mirror.contentWindow) ready.push(data);
    };
    window.addEventListener('message', hear);
    document.body.append(mirror);
    await until('the mirror listens', () => ready.length > 0);
    window.removeEventListener('message', hear);
    expect(ready).to.deep.equal([MIRROR_READY]);

    // A neighbour that knows all there is to know; its messages have another source.
    const neighbour = document.createElement('iframe');
    neighbour.srcdoc = `<script>
      const { port1, port2 } = new MessageChannel();
      const mirror = parent.document.getElementById('mirror').contentWindow;
      mirror.postMessage({ type: '${MIRROR_PORT}' }, '*', [port2]);
      parent.postMessage('sent', '*', [port1]);
    </script>`;
    const sent = new Promise<MessagePort | undefined>((resolve) => {
      window.addEventListener('message', ({ data, ports }) => data === 'sent' && resolve(ports[0]));
    });
    document.body.append(neighbour);
    const theirs = await sent;
    if (!theirs) throw new Error('no port');

    const [ours, late] = [new MessageChannel(), new MessageChannel()];
    mirror.contentWindow?.postMessage({ type: MIRROR_PORT }, '*', [ours.port2]);
    mirror.contentWindow?.postMessage({ type: MIRROR_PORT }, '*', [late.port2]);
    const [theirAnswers, answers, lateAnswers] = [listen(theirs), listen(ours.port1), listen(late.port1)];
    theirs.postMessage({ type: 'digest' }, []);
    late.port1.postMessage({ type: 'digest' }, []);
    ours.port1.postMessage({ type: 'digest' }, []);
    await until('the mirror answers', () => answers.length > 0);
    expect([theirAnswers, answers, lateAnswers]).to.deep.equal([[], [{ type: 'digest', digest: 0 }], []]);
    mirror.remove();
    neighbour.remove();
  });
});
