/**
 * Stands in for wrangler in tests of the deploy script, which runs it as a process of its own. It keeps an account of one
 * Worker in a file, and writes down everything that it was given: arguments, standard input, environment.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.FAKE_WRANGLER_FOLDER;
const file = join(folder, 'account.json');
const args = process.argv.slice(2);
const input = readFileSync(0, 'utf8');

appendFileSync(join(folder, 'calls.ndjson'), `${JSON.stringify({ args, input, environment: process.env })}\n`);

const account = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { signedIn: true };
const save = () => writeFileSync(file, JSON.stringify(account));
const print = (value) => process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
const fail = (message) => {
  process.stderr.write(`✘ [ERROR] ${message}\n`);
  process.exit(1);
};

const command = args.slice(0, 2).join(' ');
if (account.failing === command || account.failing === args[0]) fail(`Failing. ${input}`);
else if (args[0] === 'whoami') {
  if (!account.signedIn) fail('You are not authenticated.');
  print({ loggedIn: true });
} else if (command === 'secret list') {
  if (!account.worker) fail('Worker "cobrowse-elements" not found.');
  print(Object.keys(account.worker.secrets).map((name) => ({ name, type: 'secret_text' })));
} else if (command === 'secret bulk') {
  account.worker ??= { secrets: {}, variables: {}, deployed: false };
  Object.assign(account.worker.secrets, JSON.parse(input));
  save();
  process.stdout.write('✨ Successfully created secrets\n');
} else if (command === 'deployments status') {
  if (!account.worker.deployed) fail('The Worker cobrowse-elements has no deployments.');
  print({ id: 'd1', versions: [{ version_id: 'v1', percentage: 100 }] });
} else if (command === 'versions view') {
  const plain = Object.entries(account.worker.variables).map(([name, text]) => ({ type: 'plain_text', name, text }));
  const secret = Object.keys(account.worker.secrets).map((name) => ({ type: 'secret_text', name }));
  print({ id: args[2], resources: { bindings: [...plain, ...secret, { type: 'assets', name: 'ASSETS' }] } });
} else if (args[0] === 'deploy') {
  if (args.includes('--dry-run')) process.exit(0);
  account.worker ??= { secrets: {}, variables: {}, deployed: false };
  // As wrangler does: without --keep-vars, what is not named again is gone.
  if (!args.includes('--keep-vars')) account.worker.variables = {};
  for (const [index, arg] of args.entries()) {
    if (arg !== '--var') continue;
    const [name, ...value] = args[index + 1].split(':');
    account.worker.variables[name] = value.join(':');
  }
  account.worker.deployed = true;
  save();
  const record = { type: 'deploy', version: 1, targets: account.target ? [account.target] : [] };
  writeFileSync(process.env.WRANGLER_OUTPUT_FILE_PATH, `{"type":"wrangler-session"}\n${JSON.stringify(record)}\n`);
} else fail(`No such command: ${command}`);
