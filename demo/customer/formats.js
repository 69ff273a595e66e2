// Money and dates in the page's language.
import { language } from '../shared/language.js';

export const formatMoney = (amount, digits = 2) =>
  new Intl.NumberFormat(language(), {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);

export const formatDate = (time) =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' }).format(time);

/** `month` counts from 0. */
export const formatMonth = (month) =>
  new Intl.DateTimeFormat(language(), { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, month));
