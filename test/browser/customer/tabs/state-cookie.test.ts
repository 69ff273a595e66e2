import { expect } from '@open-wc/testing';
import { StateCookie } from '../../../../widget/engine/customer/tabs/state-cookie.js';

const SERVICE = 'https://service.example';
const NAME = '$$ZCB_SESSION$$';

const raw = (name = NAME): string | undefined =>
  document.cookie
    .split('; ')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);
const put = (value: string): string => (document.cookie = `${NAME}=${value}; Path=/`);
const encoded = (value: unknown): string => btoa(JSON.stringify(value));

describe('K2 the state cookie', () => {
  const cookie = new StateCookie(SERVICE, undefined);
  afterEach(() => {
    for (const name of [NAME, 'own-key']) document.cookie = `${name}=; Path=/; Max-Age=0`;
  });

  it('has the documented name or the page’s, and a base64 value', () => {
    cookie.write({ sessionId: 'id', ticket: 'one', count: 1 });
    expect(JSON.parse(atob(raw() ?? ''))).to.deep.equal([SERVICE, 'id', 'one', 1]);
    expect(cookie.read()).to.deep.equal({ sessionId: 'id', ticket: 'one', count: 1 });
    new StateCookie(SERVICE, 'own-key').write({ sessionId: 'id', ticket: 'one', count: 1 });
    expect(raw('own-key')).to.equal(raw());
    // What cannot be a name must not become an attribute.
    for (const key of ['a; Domain=evil.example', 'a=b', '', 7, {}, null, 'x'.repeat(65)]) {
      document.cookie = `${NAME}=; Path=/; Max-Age=0`;
      new StateCookie(SERVICE, key).write({ sessionId: 'id', ticket: 'one', count: 1 });
      expect(raw(), String(key)).to.be.a('string');
    }
  });

  it('keeps the newer of two tickets, and gives what is there a new life', () => {
    cookie.write({ sessionId: 'id', ticket: 'two', count: 2 });
    cookie.write({ sessionId: 'id', ticket: 'one', count: 1 });
    expect(cookie.read()?.ticket).to.equal('two');
    cookie.renew();
    expect(cookie.read()?.ticket).to.equal('two');
    cookie.write({ sessionId: 'another', ticket: 'first', count: 1 });
    expect(cookie.read()?.ticket).to.equal('first');
    cookie.clear('id');
    expect(cookie.read()?.sessionId).to.equal('another');
    cookie.clear('another');
    expect(cookie.read()).to.equal(undefined);
    cookie.renew();
    expect(raw()).to.equal(undefined);
  });

  it('is nothing where the site wrote something else, or it is of another service', () => {
    const values = [
      '',
      'x',
      '%%%',
      btoa('{'),
      encoded(null),
      encoded({}),
      encoded([]),
      encoded([SERVICE]),
      encoded([SERVICE, 'id', 'ticket']),
      encoded([SERVICE, 'id', 'ticket', '1']),
      encoded([SERVICE, 'id', 'ticket', 1.5]),
      encoded([SERVICE, 7, 'ticket', 1]),
      encoded(['https://evil.example', 'id', 'ticket', 1]),
    ];
    for (const value of values) {
      put(value);
      expect(cookie.read(), value).to.equal(undefined);
    }
  });

  it('names the page’s own host where there is nothing below it', () => {
    expect(cookie.domain).to.equal(location.hostname);
  });
});
