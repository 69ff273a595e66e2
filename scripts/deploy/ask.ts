/** Asks a person on the terminal. Secrets are typed unseen. Knows variables by name only for the words of a few questions. */
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Variable } from '../../worker/configuration/variables.ts';

/** Says what is wrong with an answer, in a sentence, or `undefined`. */
export type CheckAnswer = (variable: Variable, answer: string) => string | undefined;

/** Where somebody needs more than the variable's meaning to answer. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  ALLOWED_ORIGINS: `Which sites may use it? Their origins, with commas between, such as
  https://shop.example,https://*.example.com. Enter: only the Worker's own pages.`,
  AGENT_AUTH: `How do agents sign in?
  access   Cloudflare Access in front of /desk: nothing to write, agents open that page.
  jwt      Your desk's page sends a token of your OpenID provider (Entra ID, Okta, Auth0, Google, …).
  secret   Your own server knows the agents, and asks for their tokens with a secret.`,
  AGENT_SECRET: `The secret that your server will send, at least 32 characters; for example from \`openssl rand -base64 32\`.
  It is stored with Cloudflare and cannot be read there again.`,
};

/** The person has gone: Ctrl-C, Ctrl-D, or the end of a file that was piped in. */
export class NobodyAnswers extends Error {}

export class Questioner implements Disposable {
  readonly #output: NodeJS.WritableStream;
  readonly #reader: Interface;
  /** Lines that came before anybody asked, such as pasted ones. */
  readonly #lines: string[] = [];
  #waiting: ((line: string | undefined) => void) | undefined;
  #ended = false;
  #unseen = false;

  constructor(input: NodeJS.ReadableStream, output: NodeJS.WritableStream) {
    this.#output = output;
    // Readline itself echoes what is typed, so what it writes goes through here.
    const echo = new Writable({
      write: (chunk, _encoding, done) => {
        if (!this.#unseen) output.write(chunk);
        done();
      },
    });
    this.#reader = createInterface({ input, output: echo, terminal: 'isTTY' in input && input.isTTY === true });
    this.#reader.on('line', (line) => {
      const answer = this.#waiting;
      this.#waiting = undefined;
      if (answer) answer(line);
      else this.#lines.push(line);
    });
    this.#reader.on('close', () => {
      this.#ended = true;
      this.#waiting?.(undefined);
    });
  }

  /** Asks until the answer is right. '' takes the default, where there is one. Throws NobodyAnswers. */
  async askFor(variable: Variable, check: CheckAnswer): Promise<string> {
    const { name, meaning, example, secret } = variable;
    this.#output.write(`\n${EXPLANATIONS[name] ?? `${meaning}${example ? ` For example ${example}.` : ''}`}\n`);
    for (;;) {
      const answer = (await this.#ask(`${name}: `, secret === true)).trim();
      const wrong = check(variable, answer);
      if (wrong === undefined) return answer;
      this.#output.write(`  ${wrong}\n`);
    }
  }

  /** Whether to go on; Enter is yes. */
  async confirm(question: string): Promise<boolean> {
    return /^(?:y|yes)?$/i.test((await this.#ask(`${question} [Y/n] `, false)).trim());
  }

  [Symbol.dispose](): void {
    this.#reader.close();
  }

  async #ask(prompt: string, unseen: boolean): Promise<string> {
    this.#output.write(prompt);
    this.#unseen = unseen;
    try {
      const line = this.#lines.shift() ?? (this.#ended ? undefined : await this.#nextLine());
      if (line === undefined) throw new NobodyAnswers('Stopped. Nothing was deployed.');
      return line;
    } finally {
      this.#unseen = false;
      if (unseen) this.#output.write('\n');
    }
  }

  #nextLine(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}
