import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { NobodyAnswers, Questioner } from '../../../scripts/deploy/ask.ts';
import { VARIABLES, type Variable } from '../../../worker/configuration/variables.ts';

function variable(name: string): Variable {
  const found = VARIABLES.find((one) => one.name === name);
  if (!found) throw new Error(`No variable ${name}`);
  return found;
}

/** A terminal: what is typed into it is echoed by readline, as on a real one. */
function terminal(): { input: PassThrough; output: PassThrough; shown: () => string } {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk) => (shown += String(chunk)));
  return { input, output, shown: () => shown };
}

const anything = (): undefined => undefined;

describe('questions on the terminal', () => {
  it('explain what they ask for, and answer what was typed without the space around it', async () => {
    const { input, output, shown } = terminal();
    using person = new Questioner(input, output);
    input.write('  jwt \n');
    expect(await person.askFor(variable('AGENT_AUTH'), anything)).toBe('jwt');
    expect(shown()).toContain('Cloudflare Access in front of /desk');
    expect(shown()).toContain('AGENT_AUTH: ');
  });

  it('are asked again, with the reason, until the answer is right; none that came early is lost', async () => {
    const { input, output, shown } = terminal();
    using person = new Questioner(input, output);
    input.write('first\nsecond\nthird\n');
    const check = (_variable: Variable, answer: string) => (answer === 'second' ? undefined : 'Not that.');
    expect(await person.askFor(variable('ACCESS_AUD'), check)).toBe('second');
    expect(shown()).toContain('Not that.');
    expect(await person.askFor(variable('ACCESS_AUD'), anything)).toBe('third');
  });

  it('show nothing of a secret while it is typed, and everything of what follows', async () => {
    const { input, output, shown } = terminal();
    using person = new Questioner(input, output);
    const answer = person.askFor(variable('AGENT_SECRET'), anything);
    input.write('a-very-secret-text\n');
    expect(await answer).toBe('a-very-secret-text');
    const confirmed = person.confirm('Deploy?');
    input.write('visible\n');
    expect(await confirmed).toBe(false);
    expect(shown()).not.toContain('secret-text');
    expect(shown()).toContain('visible');
  });

  it.each([
    ['', true],
    ['y', true],
    ['Yes', true],
    ['n', false],
    ['maybe', false],
  ])('take %j to "go on?" as %s', async (answer, expected) => {
    const { input, output } = terminal();
    using person = new Questioner(input, output);
    input.write(`${answer}\n`);
    expect(await person.confirm('Deploy?')).toBe(expected);
  });

  it('end when nobody is there any more', async () => {
    const { input, output } = terminal();
    using person = new Questioner(input, output);
    const answer = person.confirm('Deploy?');
    input.end();
    await expect(answer).rejects.toThrow(NobodyAnswers);
    await expect(person.confirm('Deploy?')).rejects.toThrow(NobodyAnswers);
  });
});
