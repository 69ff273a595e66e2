/** What Vue's template compiler looks up: both elements among the global components. */
import 'cobrowse-elements/vue';
import { h, type GlobalComponents } from 'vue';

type Props<Name extends keyof GlobalComponents> = GlobalComponents[Name] extends new () => { $props: infer Found }
  ? Found
  : never;

export const button: Props<'cobrowse-button'> = {
  tokenUrl: '/token',
  'show-pin': true,
  class: 'help',
  onCobrowsePincodeUpdated: ({ detail }) => void detail.pinCode.length,
};
export const desk: Props<'cobrowse-agent-desk'> = {
  userName: 'Ada',
  onCobrowseSessionLeft: (event) => event.preventDefault(),
};

// @ts-expect-error: an address is a string
export const wrongType: Props<'cobrowse-button'> = { tokenUrl: 42 };
// @ts-expect-error: there is no such element
export type Wrong = Props<'cobrowse-knob'>;

export const rendered = () => h('cobrowse-button', { tokenUrl: '/token' });
