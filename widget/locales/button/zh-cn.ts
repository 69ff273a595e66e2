/** Simplified Chinese, as every page loads it; the rest is in zh-cn-session.ts. */
import type { ButtonTexts } from './texts.js';

export const zhCnButton: ButtonTexts = {
  share: '共享此页面',
  cancel: '取消',
  stop: '停止共享',
  retry: '重试',
  connecting: '正在连接…',
  failed: '无法共享此页面。请检查网络连接后重试。',
};
