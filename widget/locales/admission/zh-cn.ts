/** Simplified Chinese. */
import type { AdmissionTexts } from './texts.js';

export const zhCnAdmission: AdmissionTexts = {
  question: (name) => `“${name}”想查看此页面`,
  verified: '服务已核实对方的身份。在您允许之前，对方看不到任何内容。',
  unverified: '此姓名未经核实。仅当您正在与对方通话时才允许。',
  admit: '允许',
  refuse: '不允许',
  others: (count) => `还有 ${count} 人在等待。`,
};
