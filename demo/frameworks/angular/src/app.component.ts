import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'cobrowse-elements/button';
import type {
  CobrowseAgentJoinedEvent,
  CobrowseAgentLeftEvent,
  CobrowseErrorEvent,
  CobrowsePincodeUpdatedEvent,
  CobrowseStateChangeEvent,
} from 'cobrowse-elements/button';

@Component({
  selector: 'app-root',
  // Angular must not look for components of these names: the browser knows them.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main class="sample">
      <p><a href="/demo/">cobrowse-elements</a></p>
      <h1>In an Angular page</h1>

      <section class="card">
        <label>Anything an agent may see <input name="open" autocomplete="off" /></label>
        <label>Anything an agent may not <input name="private" class="private" autocomplete="off" /></label>

        <cobrowse-button
          [serviceUrl]="serviceUrl"
          user-name="Angular customer"
          mask-selectors=".private"
          (cobrowse-state-change)="onStateChange($event)"
          (cobrowse-pincode-updated)="onPin($event)"
          (cobrowse-agent-joined)="onAgentJoined($event)"
          (cobrowse-agent-left)="onAgentLeft($event)"
          (cobrowse-session-ended)="onEnded($event)"
          (cobrowse-error)="onError($event)"
        ></cobrowse-button>

        <dl class="facts">
          <dt>State</dt>
          <dd data-testid="state">{{ state() }}</dd>
          <dt>PIN</dt>
          <dd data-testid="pin">{{ pin() || '–' }}</dd>
          <dt>Watching</dt>
          <dd data-testid="agents">{{ agents().join(', ') || 'nobody' }}</dd>
        </dl>
        @if (problem()) {
          <p role="alert">{{ problem() }}</p>
        }
      </section>

      <section class="card">
        <h2>Events</h2>
        <ol class="log">
          @for (line of log(); track $index) {
            <li>{{ line }}</li>
          }
        </ol>
      </section>
    </main>
  `,
})
export class AppComponent {
  // A page that loads the npm package says where its Worker is. Here that is the server of this page.
  readonly serviceUrl = window.location.origin;
  readonly state = signal('idle');
  readonly pin = signal('');
  readonly agents = signal<readonly string[]>([]);
  readonly problem = signal('');
  readonly log = signal<readonly string[]>([]);

  onStateChange({ type, detail }: CobrowseStateChangeEvent): void {
    this.state.set(detail.state);
    if (detail.state !== 'error') this.problem.set('');
    this.#note(`${type}: ${detail.state}`);
  }

  onPin({ type, detail }: CobrowsePincodeUpdatedEvent): void {
    this.pin.set(detail.pinCode);
    this.#note(type);
  }

  onAgentJoined({ type, detail }: CobrowseAgentJoinedEvent): void {
    this.agents.update((names) => [...names, detail.userName]);
    this.#note(type);
  }

  onAgentLeft({ type, detail }: CobrowseAgentLeftEvent): void {
    this.agents.update((names) => names.filter((name) => name !== detail.userName));
    this.#note(type);
  }

  onEnded({ type }: Event): void {
    this.pin.set('');
    this.agents.set([]);
    this.#note(type);
  }

  onError({ detail }: CobrowseErrorEvent): void {
    this.problem.set(detail.message);
  }

  #note(line: string): void {
    this.log.update((lines) => [...lines, line]);
  }
}
