/**
 * A session that the relay has confirmed: what it says of agents, tabs and curtains, and what agents get of the page meanwhile. It
 * knows neither how a session begins nor what its end means to the page; the machine (session-engine.ts) does.
 */
import { CobrowseError, type MaskSettings } from '../../service/contract.js';
import type { AgentInfo, CustomerMessage, CustomerWelcomeMessage, TabStandbyMessage } from '../protocol/control.js';
import type { EndReason } from '../protocol/control/session-messages.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { FrameClass } from '../protocol/frame.js';
import type { InboundMessage } from '../transport/inbox.js';
import type { RelaySocket } from '../transport/relay-socket.js';
import type { AddressGuard } from './address-guard.js';
import { AgentRoster } from './agent-roster.js';
import type { EngineHost, TabLink } from './engine-api.js';
import { featureHost } from './feature-host.js';
import { Features } from './features.js';
import { PageShare } from './page-share.js';
import type { Panel } from './panel.js';
import type { PanelView } from './panel-view.js';
import { permissionsOf } from './permissions.js';
import type { ResumeMarker } from './resume-marker.js';
import { holdTab } from './tab-hold.js';
import type { SessionLock } from './session-lock.js';
import type { SiteMark } from './site-mark.js';

export interface LiveSessionOptions {
  readonly host: EngineHost;
  readonly panel: Panel;
  readonly socket: RelaySocket;
  readonly lock: SessionLock;
  readonly mark: SiteMark | undefined;
  readonly marker: ResumeMarker & { readonly piiMask: Required<MaskSettings> };
  /** Whether the session was there before this page. */
  readonly resumed: boolean;
  /** On pages that name addresses which are not shared. */
  readonly guard: AddressGuard | undefined;
  readonly show: (view: PanelView) => void;
  readonly onUnreadableMask: (setting: string) => void;
  /** The relay ended the session. */
  readonly onEnded: (reason: EndReason) => void;
}

export class LiveSession {
  readonly socket: RelaySocket;
  readonly #options: LiveSessionOptions;
  readonly #marker: ResumeMarker;
  readonly #agents: AgentRoster;
  readonly #share: PageShare;
  readonly #features: Features;
  /** On pages that ask for several tabs. */
  readonly #tab: TabLink | undefined;
  readonly #keep: () => void;
  /** Ends what the session listens to on the page. */
  readonly #teardown = new AbortController();
  /** Whether the relay has welcomed the present socket; nothing is sent before. */
  #connected = true;
  /** Whether the agents see another tab of the customer's. */
  #standby: boolean;
  /** Whether the customer has paused. */
  #paused = false;
  /** Whether they did it in this tab, be it on a page before: then nothing lifts it but what they do here (SPEC U4). */
  #pausedHere: boolean;
  /** Whether the page was told last that agents see a curtain, and whether another tab. */
  #told = false;
  #toldElsewhere = false;
  /** Ended, or about to be: nothing of the page leaves it any more. */
  #over = false;

  constructor(options: LiveSessionOptions, welcome: CustomerWelcomeMessage | TabStandbyMessage) {
    const { host, panel, socket, marker, guard, resumed } = options;
    const { signal } = this.#teardown;
    this.#options = options;
    this.#marker = marker;
    this.socket = socket;
    this.#standby = welcome.type === 'tab_standby';
    this.#pausedHere = marker.paused === true;
    this.#agents = new AgentRoster({
      onJoined: (agent) => this.#agentJoined(agent),
      onLeft: (agent) => this.#agentLeft(agent),
    });
    this.#share = this.#sharePage();
    this.#features = new Features(
      featureHost({
        engine: host,
        sessionId: marker.sessionId,
        panel,
        socket,
        agents: this.#agents,
        page: this.#share,
        pause: (paused) => this.#pause(paused),
        isBarred: () => guard?.blocked === true,
      }),
    );
    const masking = (): Required<MaskSettings> => this.#share.masking;
    const { sessionId } = marker;
    this.#tab = host.tabs?.()?.link({ sessionId, masking, control: (message) => socket.control(message) });
    guard?.watch(signal);
    this.#keep = holdTab({
      lock: options.lock,
      mark: options.mark,
      marker: () =>
        this.#over ? undefined : { ...this.#marker, piiMask: this.#share.masking, paused: this.#pausedHere },
      resumed,
      signal,
      onLeave: () => {
        this.#connected = false;
        socket.suspend();
      },
      onBack: () => {
        this.reconnecting();
        socket.connect();
      },
    });
    // Whoever does something on the page may find the panel in the way.
    for (const name of ['pointerdown', 'focusin'])
      addEventListener(name, () => this.#features.wake('placement'), { once: true, capture: true, signal });
  }

  get connected(): boolean {
    return this.#connected;
  }

  get pinCode(): string {
    return this.#marker.pinCode;
  }

  /** Tells the page's developer of masks that cannot be read, before any agent comes. */
  checkMasks(): void {
    this.#share.checkMasks();
  }

  /** A control message of the relay's. */
  hear(message: CustomerMessage): void {
    this.#takeIn(message);
    if (this.#over) return;
    this.#features.hear(message);
    this.#tab?.hear(message);
  }

  /** A message of an agent's. */
  receive(message: InboundMessage): void {
    if (!this.#agents.has(message.sender)) return;
    if (message.class === FrameClass.ASSET_REQUEST) this.#share.ask(message.sender, message.body);
    else this.#features.receive(message);
  }

  /** The connection is lost, and is being restored. */
  reconnecting(): void {
    if (this.#over) return;
    this.#connected = false;
    this.#share.disconnected();
    this.#features.reconnecting();
    this.#tab?.reconnecting();
    this.#render();
    this.#options.host.emit('session_reconnecting', undefined);
  }

  /** The page came to an address that is not shared, or left it. */
  addressChanged(): void {
    this.#curtain();
  }

  /** For good: from here on nothing of the page leaves it, whatever else may fail. */
  mute(): void {
    this.#over = true;
    this.#share.stop();
    this.socket.mute();
  }

  /** The session is over for this page. */
  close(): void {
    this.#over = true;
    this.#share.stop();
    this.socket.close();
    this.#agents.stop();
    this.#features.close();
    this.#tab?.close();
    this.#teardown.abort();
  }

  #sharePage(): PageShare {
    const { host, panel, socket, marker, guard, onUnreadableMask } = this.#options;
    return new PageShare({
      masking: marker.piiMask,
      settings: host.settings,
      socket,
      agents: this.#agents,
      ignored: [panel.host],
      isConnected: () => this.#connected && !this.#standby && guard?.blocked !== true,
      onSnapshot: (recipient) => this.#features.snapshotSent(recipient),
      onGivenUp: () => {
        const error = new CobrowseError(ErrorCode.UNDEFINED, 'The page could not be shown any further.');
        host.emit('session_error', error.info);
      },
      onMasks: () => this.#tab?.masksChanged(),
      onUnreadableMask,
    });
  }

  #takeIn(message: CustomerMessage): void {
    switch (message.type) {
      case 'customer_welcome':
        this.#welcomed();
        this.#standby = false;
        return this.#seen(message);
      case 'tab_standby':
        this.#welcomed();
        return this.#standBy(message);
      case 'agent_joined':
        this.#share.forget(message.agent.number);
        this.#agents.came(message.agent);
        return this.#share.show([message.agent.number]);
      case 'agent_left':
        this.#share.forget(message.agent.number);
        return this.#agents.went(message.agent.number);
      case 'snapshot_wanted':
        return this.#share.wanted(message.agent);
      case 'session_ended':
        return this.#options.onEnded(message.reason);
      case 'pace':
        return this.#share.pace(message.agent, message.slow);
      case 'ack':
      case 'still_there':
      case 'agent_waiting':
      case 'assist_asked':
      case 'assist_state':
      case 'note_arrived':
        // A part's alone, or the socket's.
        return;
    }
  }

  /** Not on the first socket, and not when the customer only comes from another tab. */
  #welcomed(): void {
    if (this.#connected) return;
    this.#connected = true;
    this.#options.host.emit('session_joined', undefined);
  }

  /** A new socket: who is here now, and all of them need a snapshot. */
  #seen({ agents, paused }: CustomerWelcomeMessage): void {
    const { host, guard } = this.#options;
    // A curtain for the address of the page before goes with that page.
    this.#paused = this.#pausedHere || (paused === true && guard?.lowered !== true);
    this.#tellPlace(false);
    this.#share.hold(true);
    this.socket.control({ type: 'permissions', ...permissionsOf(host.settings()) });
    this.#agents.reset(agents);
    this.#curtain(paused === true);
  }

  #standBy({ agents }: TabStandbyMessage): void {
    const { guard } = this.#options;
    this.#standby = true;
    if (guard) guard.lowered = false;
    this.#share.disconnected();
    this.#share.rest();
    this.#agents.reset(agents);
    this.#tellPlace(true);
    this.#render();
  }

  #tellPlace(elsewhere: boolean): void {
    if (elsewhere === this.#toldElsewhere) return;
    this.#toldElsewhere = elsewhere;
    this.#options.host.emit(elsewhere ? 'sharing_elsewhere' : 'sharing_here', undefined);
  }

  /** The customer pauses, or goes on. */
  #pause(paused: boolean): void {
    this.#paused = this.#pausedHere = paused;
    this.#keep();
    this.#curtain();
  }

  /** Agents see a curtain, or the page again. @param known what the relay knows of it. */
  #curtain(known?: boolean): void {
    if (this.#over || !this.#connected || this.#standby) return;
    const { guard } = this.#options;
    const barred = guard?.blocked === true;
    const paused = this.#paused || barred;
    // First of all: nothing of the page leaves it from here on.
    this.#share.hold(paused);
    const forAddress = barred && !this.#paused;
    if (guard) guard.lowered = forAddress;
    // What the curtain is for may be news though that it is down is not.
    if (paused || known !== false)
      this.socket.control({ type: 'sharing', paused, ...(forAddress && { reason: 'barred' }) });
    this.#features.curtain();
    this.#render();
    this.#share.show(this.#agents.all.map(({ number }) => number).filter((number) => this.#agents.has(number)));
    if (paused === this.#told) return;
    this.#told = paused;
    this.#options.host.emit(paused ? 'sharing_paused' : 'sharing_resumed', undefined);
  }

  #agentJoined({ userId, userName }: AgentInfo): void {
    this.#render();
    this.#options.host.emit('agent_joined', { userId, userName });
  }

  #agentLeft({ userId, userName }: AgentInfo): void {
    if (this.#agents.size === 0) this.#share.rest();
    this.#render();
    this.#options.host.emit('agent_left', { userId, userName });
  }

  #render(): void {
    if (!this.#over) this.#options.show(this.#view());
  }

  #view(): PanelView {
    const { pinCode } = this;
    const { names } = this.#agents;
    if (!this.#connected) return { state: 'reconnecting' };
    if (this.#standby) return { state: 'standby' };
    if (this.#share.held) return { state: 'paused', names, barred: !this.#paused };
    return names.length > 0 ? { state: 'watched', pinCode, names } : { state: 'waiting', pinCode };
  }
}
