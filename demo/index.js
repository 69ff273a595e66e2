// The languages of the front door.
import { startLanguage } from './shared/language.js';

const zhCn = {
  title: '亲眼看到让客户犯难的那个页面',
  lead: '客户按下按钮，念出六位数字；客服输入后，就能实时看到客户的页面：每次点击、每次滚动、每处变化。隐私内容只显示星号。',
  both: '同时看看双方',
  paste: '放到您的网页上',
  local: '一切都在本机运行，无需账号和密钥。',
  more: '或者逐个查看',
  customer: '客户的页面',
  'customer.text': '一家银行：账户、转账、贷款申请。',
  desk: '客服工作台',
  'desk.text': '在这里输入 PIN 码。一个会话最多五位客服。',
  plain: '纯 HTML',
  'plain.text': '那段代码，以及网页能收到的事件。',
  'frameworks.text': '同一个按钮，各框架自己的写法。',
};

startLanguage({ zhCn });
