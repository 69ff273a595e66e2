/** The desk's access token: out of the address at once, and only this agent's session goes on after a reload. */
import { expect } from '@open-wc/testing';
import { agentViewerEndpoint } from '../../../widget/service/agent-viewer-endpoint.js';
import { keepAdmission, takeAccess } from '../../../widget/engine/agent/desk-token.js';

const ADMISSION = { sessionId: 'session', secret: 'secret' };

/** A token of this user; nobody checks its signature here. */
function tokenOf(userId: string, salt: string): string {
  const payload = btoa(JSON.stringify({ user_id: userId, salt })).replaceAll('=', '');
  return `header.${payload}.signature`;
}

describe('access to the desk', () => {
  const address = location.href;

  afterEach(() => {
    history.replaceState(history.state, '', address);
    sessionStorage.clear();
  });

  function visit(token?: string): ReturnType<typeof takeAccess> {
    const url = new URL(address);
    if (token !== undefined) url.searchParams.set('access_token', token);
    history.replaceState(history.state, '', url);
    return takeAccess();
  }

  it('takes the token out of the address and leaves the rest of it', () => {
    const token = tokenOf('a', '1');
    expect(visit(token)?.token).to.equal(token);
    expect(location.href).to.equal(address);
  });

  it('is not there without a token', () => {
    expect(visit()).to.equal(undefined);
    expect(visit('')).to.equal(undefined);
  });

  it('goes on after a reload, whose address has no token any more', () => {
    const token = tokenOf('a', '1');
    visit(token);
    keepAdmission(token, ADMISSION, 5);
    expect(visit()).to.deep.equal({ token, fromAddress: false, pin: undefined, admission: ADMISSION, joinedAt: 5 });
  });

  it('knows whether whoever opened the desk has its token too', () => {
    expect(visit(tokenOf('a', '1'))?.fromAddress).to.equal(true);
    expect(visit()?.fromAddress).to.equal(false);
  });

  it('goes on with a new token of the same agent, and not with one of another', () => {
    visit(tokenOf('a', '1'));
    keepAdmission(tokenOf('a', '1'), ADMISSION);
    expect(visit(tokenOf('a', '2'))?.admission).to.deep.equal(ADMISSION);
    expect(visit(tokenOf('b', '3'))?.admission).to.equal(undefined);
    expect(visit()?.admission).to.equal(undefined);
  });

  it('forgets a session that is over', () => {
    const token = tokenOf('a', '1');
    visit(token);
    keepAdmission(token, ADMISSION);
    keepAdmission(token);
    expect(visit()).to.deep.equal({ token, fromAddress: false, pin: undefined, admission: undefined, joinedAt: 0 });
  });

  describe('with a PIN, so that nobody has to type it', () => {
    function follow(fragment: string): ReturnType<typeof takeAccess> {
      const url = new URL(address);
      url.hash = fragment;
      history.replaceState(history.state, '', url);
      return takeAccess();
    }

    it('is what createAgentViewerEndpoint made, and leaves nothing of it in the address', async () => {
      const sdkToken = tokenOf('a', '1');
      const { agentViewerUrl } = await agentViewerEndpoint(location.origin)({ pinCode: 'Ticket42', sdkToken });
      expect(follow(new URL(agentViewerUrl ?? '').hash)).to.include({ token: sdkToken, pin: 'Ticket42' });
      expect(location.href).to.equal(address);
      expect(JSON.stringify(sessionStorage)).not.to.contain('Ticket42');
    });

    it('is not led by a link without a token of its own: whoever wrote it would choose the session', () => {
      visit(tokenOf('a', '1'));
      expect(follow('pin=TICKET42')).to.include({ token: tokenOf('a', '1'), pin: undefined });
      expect(location.href).to.equal(address);
    });

    it('leaves a fragment alone that is none of ours', () => {
      follow('somewhere');
      expect(location.hash).to.equal('#somewhere');
    });
  });
});
