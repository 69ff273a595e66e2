/** What a page can set on `<cobrowse-button>`. The element declares it; everything else of the button only reads it. */
import type { ReactiveControllerHost } from 'lit';
import type { CustomerSdk } from '../../service/contract.js';
import type { GetToken } from '../../service/token-client.js';

export interface ButtonAttributes {
  readonly tokenUrl: string;
  readonly serviceUrl: string;
  readonly sdkKey: string;
  readonly sdkVersion: string;
  readonly userId: string;
  readonly userName: string;
  readonly maskType: string;
  readonly maskSelectors: string;
  readonly maskAttributes: string;
  readonly unmaskSelectors: string;
  readonly blockSelectors: string;
  readonly unmaskQueryParameters: string;
  readonly maskStrict: boolean;
  readonly agentAnnotation: boolean;
  readonly customerAnnotation: boolean;
  readonly remoteAssist: boolean | string;
  readonly multiTab: boolean;
  readonly customPin: string;
  readonly blockUrls: string;
  readonly metadata: Readonly<Record<string, string>> | undefined;
  readonly sdk: CustomerSdk | undefined;
  readonly getToken: GetToken | undefined;
}

/** What the later half of the button needs of its element. */
export interface ButtonHost extends ButtonAttributes, ReactiveControllerHost {
  readonly showPin: boolean;
  /** The wanted languages, best first. */
  readonly languages: readonly string[];
  readonly shadowRoot: ShadowRoot | null;
}
