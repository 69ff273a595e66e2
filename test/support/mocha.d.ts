/** The globals of Web Test Runner's Mocha in browser tests; only those that we use. Node tests import theirs from Vitest. */
interface MochaContext {
  timeout(milliseconds: number): void;
}

type MochaBody = (this: MochaContext) => void | Promise<void>;

declare function describe(title: string, body: (this: MochaContext) => void): void;
declare function it(title: string, body: MochaBody): void;
declare function before(body: MochaBody): void;
declare function after(body: MochaBody): void;
declare function beforeEach(body: MochaBody): void;
declare function afterEach(body: MochaBody): void;
