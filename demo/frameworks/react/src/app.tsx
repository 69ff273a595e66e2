import 'cobrowse-elements/button';
import 'cobrowse-elements/react';
import { useState } from 'react';

/** React 19 hands properties and listeners to custom elements as they are: `on` and the event's name. */
export function App() {
  const [state, setState] = useState('idle');
  const [pin, setPin] = useState('');
  const [agents, setAgents] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState('');
  const [log, setLog] = useState<readonly string[]>([]);
  const note = (line: string) => setLog((lines) => [...lines, line]);

  return (
    <main className="sample">
      <p>
        <a href="/demo/">cobrowse-elements</a>
      </p>
      <h1>In a React page</h1>

      <section className="card">
        <label>
          Anything an agent may see <input name="open" autoComplete="off" />
        </label>
        <label>
          Anything an agent may not <input name="private" className="private" autoComplete="off" />
        </label>

        {/* A page that loads the npm package says where its Worker is. Here that is the server of this page. */}
        <cobrowse-button
          serviceUrl={window.location.origin}
          userName="React customer"
          maskSelectors=".private"
          oncobrowse-state-change={({ type, detail }) => {
            setState(detail.state);
            if (detail.state !== 'error') setProblem('');
            note(`${type}: ${detail.state}`);
          }}
          oncobrowse-pincode-updated={({ type, detail }) => {
            setPin(detail.pinCode);
            note(type);
          }}
          oncobrowse-agent-joined={({ type, detail }) => {
            setAgents((names) => [...names, detail.userName]);
            note(type);
          }}
          oncobrowse-agent-left={({ type, detail }) => {
            setAgents((names) => names.filter((name) => name !== detail.userName));
            note(type);
          }}
          oncobrowse-session-ended={({ type }) => {
            setPin('');
            setAgents([]);
            note(type);
          }}
          oncobrowse-error={({ detail }) => setProblem(detail.message)}
        />

        <dl className="facts">
          <dt>State</dt>
          <dd data-testid="state">{state}</dd>
          <dt>PIN</dt>
          <dd data-testid="pin">{pin || '–'}</dd>
          <dt>Watching</dt>
          <dd data-testid="agents">{agents.join(', ') || 'nobody'}</dd>
        </dl>
        {problem && <p role="alert">{problem}</p>}
      </section>

      <section className="card">
        <h2>Events</h2>
        <ol className="log">
          {log.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ol>
      </section>
    </main>
  );
}
