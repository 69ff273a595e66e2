/** The script tag: defines both elements, which are configured by the Worker that this file came from. */
import { CobrowseAgentDeskElement } from './elements/cobrowse-agent-desk/cobrowse-agent-desk.js';
import { CobrowseButtonElement } from './elements/cobrowse-button/cobrowse-button.js';
import { define } from './elements/define.js';
import { setDefaultOrigin } from './service/default-origin.js';

// First: elements that the page already has start as soon as they are defined.
setDefaultOrigin(new URL(import.meta.url).origin);
define('cobrowse-button', CobrowseButtonElement);
define('cobrowse-agent-desk', CobrowseAgentDeskElement);
