/** Errors of the HTTP calls, as far as they need no service; the rest is tested end to end. */
import { expect } from '@open-wc/testing';
import { CobrowseError } from '../../../widget/service/contract.js';
import { ErrorCode } from '../../../widget/engine/protocol/error-codes.js';
import { backoffDelay } from '../../../widget/engine/transport/backoff.js';
import { joinSession, socketUrl, startSession } from '../../../widget/engine/transport/http.js';

async function errorOf(call: Promise<unknown>): Promise<CobrowseError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CobrowseError)) throw new Error('expected a CobrowseError');
  return error;
}

describe('the HTTP calls', () => {
  it('refuse a token that no header can carry, without repeating it', async () => {
    const token = 'not a token\nnor a header';
    const error = await errorOf(startSession(location.origin, token));
    expect(error.code).to.equal(ErrorCode.SERVER_INVALID_TOKEN);
    expect(error.retryable).to.equal(false);
    expect(error.message).not.to.contain('not a token');
  });

  it('name the status of an answer that is none of ours, and neither token nor PIN', async () => {
    // The test server knows no such path.
    const error = await errorOf(joinSession(location.origin, 'secret-token', '123456'));
    expect(error.code).to.equal(ErrorCode.UNDEFINED);
    expect(error.message).to.contain('404');
    expect(error.message).not.to.match(/secret-token|123456/);
  });

  it('say that the service cannot be reached, and that it may work later', async () => {
    // Port 1 is one that browsers refuse to open.
    const error = await errorOf(startSession('http://localhost:1', 'token'));
    expect(error.code).to.equal(ErrorCode.NETWORK_ERROR);
    expect(error.retryable).to.equal(true);
    expect(error.cause).to.be.instanceOf(TypeError);
  });

  it('stop when they are cancelled', async () => {
    const error = await errorOf(startSession(location.origin, 'token', {}, AbortSignal.abort()));
    expect(error.code).to.equal(ErrorCode.SESSION_CANCELING_IN_PROGRESS);
  });

  it('lead to a socket on the same host, without a secret in its address', () => {
    expect(socketUrl('https://service.example', 'a/b')).to.equal(
      'wss://service.example/sdkapi/zcb/sessions/a%2Fb/socket',
    );
    expect(socketUrl('http://localhost:8787', 'id')).to.equal('ws://localhost:8787/sdkapi/zcb/sessions/id/socket');
  });
});

describe('the delay before connecting again', () => {
  it('doubles up to a limit, with jitter', () => {
    const longest = Array.from({ length: 12 }, (_, attempt) => backoffDelay(attempt, 1));
    expect(longest.slice(0, 4)).to.deep.equal([250, 500, 1000, 2000]);
    expect(Math.max(...longest)).to.equal(10_000);
    expect(backoffDelay(3, 0)).to.equal(1000);
  });
});
