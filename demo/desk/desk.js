// Only the languages of this page: the desk itself is <cobrowse-agent-desk>.
import { startLanguage, text, withLanguage } from '../shared/language.js';

const zhCn = { title: '客服工作台', about: '关于本演示' };

startLanguage({ zhCn });
withLanguage(() => (document.title = `${text('title')} · cobrowse-elements`));
