/** A React 19 component that uses both elements. */
import 'cobrowse-elements';
import type { CobrowseButtonElement } from 'cobrowse-elements';
import type { CobrowseButtonProps } from 'cobrowse-elements/react';
import { useRef } from 'react';

const labels: CobrowseButtonProps = { locale: 'zh-CN' };

export function Help({ onPin }: { readonly onPin: (pin: string) => void }) {
  const button = useRef<CobrowseButtonElement>(null);
  return (
    <>
      <cobrowse-button
        {...labels}
        ref={button}
        class="help"
        token-url="/token"
        show-pin
        disabled={false}
        getToken={async ({ role }) => `token for ${role}`}
        oncobrowse-pincode-updated={(event) => onPin(event.detail.pinCode)}
        oncobrowse-error={({ detail }) => onPin(detail.message)}
      >
        <span slot="icon">?</span>
        Help
      </cobrowse-button>
      <cobrowse-agent-desk token-url="/agent/token" userName="Ada" oncobrowse-session-left={() => undefined} />
      {/* @ts-expect-error: an address is a string */}
      <cobrowse-button token-url={42} />
      {/* @ts-expect-error: the event is one of ours, with a detail */}
      <cobrowse-button oncobrowse-error={(event: MouseEvent) => onPin(event.type)} />
      {/* @ts-expect-error: there is no such element */}
      <cobrowse-knob />
    </>
  );
}
