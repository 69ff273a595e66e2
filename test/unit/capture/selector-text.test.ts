import { describe, expect, it } from 'vitest';
import { splitSelectors, withoutStrings } from '../../../widget/engine/capture/masking/selector-text.js';

describe('a list of selectors', () => {
  it('is split at its own commas alone', () => {
    expect(splitSelectors('.a, #b > c ,[d]')).toEqual(['.a', '#b > c', '[d]']);
    expect(splitSelectors(':is(.a, .b) c, :not([x="],(,"], .d)')).toEqual([':is(.a, .b) c', ':not([x="],(,"], .d)']);
    expect(splitSelectors(`[x='a,\\',b'],.a\\,b,[y="\\"," i]`)).toEqual([`[x='a,\\',b']`, '.a\\,b', '[y="\\"," i]']);
    expect(splitSelectors('.a/* , ( */ .b, c')).toEqual(['.a/* , ( */ .b', 'c']);
    expect(splitSelectors('a')).toEqual(['a']);
  });

  it('has its names looked at without what is quoted, escaped or said aside', () => {
    expect(withoutStrings(`[x=":hover"] .a\\:hover/* :hover */ b`)).toBe('[x=] .ahover b');
  });
});
