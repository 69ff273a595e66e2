/** Simplified Chinese, what is loaded with the first session. */
import type { ButtonSessionTexts } from './texts.js';

const list = new Intl.ListFormat('zh-CN');

export const zhCnButtonSession: ButtonSessionTexts = {
  waiting: '正在等待客服加入。目前没有人能看到此页面。',
  watching: (names, count) =>
    names.length === count ? `${list.format(names)}可以看到此页面` : `${count} 位客服可以看到此页面`,
  reconnecting: '正在重新连接…请不要关闭此页面。',
  stopping: '正在停止…',
  ended: '共享已结束。现在没有人能看到此页面。',
  pinTitle: '请将此 PIN 码告诉客服',
  anotherAgent: '供其他客服使用的 PIN 码',
  pinAnnouncement: (spelled) => `您的 PIN 码是 ${spelled}。请告诉客服。`,
  copyPin: '复制 PIN 码',
  copied: '已复制',
  copyFailed: '无法复制',
  failures: {
    unreachable: '无法连接到服务。请检查网络连接后重试。',
    serviceTrouble: '服务暂时出现问题。请过几分钟再试。',
    noAnswer: '服务未能及时响应。请检查网络连接后重试。',
    notAllowed: '您目前无法共享此页面。请重新登录或刷新页面后重试。',
    throttled: (seconds) =>
      `尝试次数过多。请等待 ${seconds < 120 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`}后重试。`,
    siteFault: (code) => `此页面的共享功能设置有误。请告知网站管理员。（代码 ${code}）`,
    blocked: '共享所需的内容无法加载。请检查网络连接，或在广告拦截器中允许该内容，然后重试。',
    refused: (code) => `服务不接受此页面。请告知网站管理员。（代码 ${code}）`,
    browserTooOld: '此浏览器版本过旧，无法共享。请更新浏览器，或使用最新版本的 Chrome、Edge、Firefox 或 Safari。',
    insecure: '只有安全的页面才能共享。请使用以 https:// 开头的地址打开此页面。',
    maskingNotGuaranteed: '无法共享此页面，因为该服务不能保证隐藏您的私密信息。请通过其他方式联系客服。',
    pinTaken: '此 PIN 码正在使用中。请过几分钟再试，或向客服索取新的 PIN 码。',
    alreadySharing: '您已在此浏览器中共享页面。请先停止原来的共享。',
    sessionOver: '之前的会话已结束。请重试以开始新的会话。',
    openElsewhere: '此会话正在另一个窗口中进行。请在那里继续，或先停止它。',
    notStarted: '无法开始共享。您的网络可能阻止了实时连接：请重试，或换用其他网络。',
    other: (code) => `出现了问题，请重试。（代码 ${code}）`,
  },
};
