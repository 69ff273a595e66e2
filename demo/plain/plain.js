// Listens to the button as any page can, with addEventListener, and shows what it hears.
import { startLanguage, text, withLanguage } from '../shared/language.js';

const EVENTS = [
  'cobrowse-start-request',
  'cobrowse-pincode-updated',
  'cobrowse-session-started',
  'cobrowse-session-joined',
  'cobrowse-agent-joined',
  'cobrowse-agent-left',
  'cobrowse-session-reconnecting',
  'cobrowse-remote-assist-started',
  'cobrowse-remote-assist-stopped',
  'cobrowse-session-ended',
  'cobrowse-error',
];

const button = document.querySelector('cobrowse-button');
const log = document.getElementById('log');
const copied = document.getElementById('copied');

button.addEventListener('cobrowse-state-change', ({ detail }) => {
  document.getElementById('state').textContent = detail.state;
});

for (const name of EVENTS) {
  button.addEventListener(name, ({ detail }) => {
    const item = document.createElement('li');
    item.textContent = detail === undefined ? name : `${name} ${JSON.stringify(detail)}`;
    log.append(item);
  });
}

const tag = `<script type="module" src="${window.location.origin}/cobrowse.js"></script>
<cobrowse-button></cobrowse-button>`;
document.getElementById('tag').textContent = tag;
document.getElementById('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(tag);
    copied.textContent = text('copied');
  } catch {
    // Browsers may refuse; the text can be selected all the same.
    window.getSelection().selectAllChildren(document.getElementById('tag'));
    copied.textContent = text('selected');
  }
});

const en = { copied: 'Copied.', selected: 'Selected: copy it with your keyboard.' };
const zhCn = {
  home: 'cobrowse-elements',
  title: '一段代码，任何网页都能用',
  intro: '把它粘贴到需要按钮的地方。不需要打包工具、框架或账号：它只需知道脚本来自哪里。',
  paste: '粘贴这段代码',
  copy: '复制',
  copied: '已复制。',
  selected: '已选中，请用键盘复制。',
  live: '本页也用了它',
  field: '客服可以看到的内容',
  private: '客服不能看到的内容',
  state: '状态',
  log: '页面收到的事件',
};
startLanguage({ en, zhCn });
withLanguage(() => (document.title = `${text('title')} · cobrowse-elements`));
