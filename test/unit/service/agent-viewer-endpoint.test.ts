import { describe, expect, it } from 'vitest';
import { agentViewerEndpoint, type AgentViewerResult } from '../../../widget/service/agent-viewer-endpoint.ts';

const SERVICE = 'https://help.example.com';
const create = agentViewerEndpoint(`${SERVICE}/anything?x`);

describe('createAgentViewerEndpoint', () => {
  it('answers an address whose token and PIN no server is sent', async () => {
    const heard: AgentViewerResult[] = [];
    const result = await create({ pinCode: 'Ticket42', sdkToken: 'h.p-_.s' }, (told) => heard.push(told));
    if (!result.success) throw new Error(result.error.errorMsg);
    const url = new URL(result.agentViewerUrl);
    // What a request, a referrer and a server's log have of an address.
    expect(url.origin + url.pathname + url.search).toBe(`${SERVICE}/sdkapi/zcb/frame-templates/desk`);
    expect(Object.fromEntries(new URLSearchParams(url.hash.slice(1)))).toEqual({
      access_token: 'h.p-_.s',
      pin: 'Ticket42',
    });
    expect(heard).toEqual([result]);
  });

  it.each([
    [{ pinCode: '123456' }, 2001],
    [{ pinCode: '123456', sdkToken: 'a b' }, 2001],
    [{ pinCode: '123456', sdkToken: 'x'.repeat(5000) }, 2001],
    [undefined, 2001],
    [{ sdkToken: 't' }, 1008],
    [{ sdkToken: 't', pinCode: '12-34' }, 1008],
    [{ sdkToken: 't', pinCode: '' }, 1008],
    [{ sdkToken: 't', pinCode: '12345678901' }, 1008],
    [{ sdkToken: 't', pinCode: 123456 }, 1008],
  ])('refuses %j with %i, and repeats none of it', async (options, code) => {
    const result: unknown = await Reflect.apply(create, undefined, [options]);
    expect(result).toMatchObject({ success: false, error: { code } });
    expect(JSON.stringify(result)).not.toMatch(/123456|12-34|a b/);
  });
});
