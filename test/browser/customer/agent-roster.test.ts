/** Who watches, as the customer is told of it. */
import { expect } from '@open-wc/testing';
import type { AgentInfo } from '../../../widget/engine/protocol/control.js';
import { AgentRoster } from '../../../widget/engine/customer/agent-roster.js';

const ANN: AgentInfo = { number: 1, userId: 'a-1', userName: 'Ann' };
const BOB: AgentInfo = { number: 2, userId: 'a-2', userName: 'Bob' };

class Told {
  readonly news: string[] = [];
  readonly roster: AgentRoster;
  #left: (() => void) | undefined;

  constructor(graceMs?: number) {
    this.roster = new AgentRoster({
      onJoined: ({ userName }) => this.news.push(`${userName} joined`),
      onLeft: ({ userName }) => {
        this.news.push(`${userName} left`);
        this.#left?.();
      },
      ...(graceMs !== undefined && { graceMs }),
    });
  }

  left(): Promise<void> {
    return new Promise((resolve) => (this.#left = resolve));
  }
}

describe('the agents of a session', () => {
  it('are told of once, also when a socket of theirs broke for a moment', () => {
    const { news, roster } = new Told();
    roster.came(ANN);
    roster.went(ANN.number);
    expect({ has: roster.has(1), any: roster.anyConnected, names: roster.names }).to.deep.equal({
      has: false,
      any: false,
      names: ['Ann'],
    });
    roster.came(ANN);
    expect(roster.has(1)).to.equal(true);
    expect(news).to.deep.equal(['Ann joined']);
    roster.stop();
  });

  it('have left when they do not come back', async () => {
    const told = new Told(1);
    told.roster.came(ANN);
    told.roster.came(BOB);
    told.roster.went(ANN.number);
    await told.left();
    expect(told.news).to.deep.equal(['Ann joined', 'Bob joined', 'Ann left']);
    expect(told.roster.names).to.deep.equal(['Bob']);
    told.roster.stop();
  });

  it('have left at once when somebody else has their number', () => {
    const { news, roster } = new Told();
    roster.came(ANN);
    roster.went(ANN.number);
    roster.came({ ...BOB, number: ANN.number });
    expect(news).to.deep.equal(['Ann joined', 'Ann left', 'Bob joined']);
    roster.stop();
  });

  it('are compared with who is there on a new socket', async () => {
    const told = new Told(1);
    told.roster.came(ANN);
    told.roster.reset([BOB]);
    expect(told.news).to.deep.equal(['Ann joined', 'Bob joined']);
    await told.left();
    expect(told.news).to.deep.equal(['Ann joined', 'Bob joined', 'Ann left']);
    told.roster.stop();
  });
});
