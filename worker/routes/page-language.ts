/** Which of the languages that there are a page of ours speaks. Languages come from the build, which finds their files. */
import { parseAccept } from 'hono/utils/accept';

/**
 * The first that the browser wants and there is, else English. A bare language stands for its regions.
 * @param header `Accept-Language`.
 * @param known language tags in lower case.
 */
export function pageLanguage(header: string | undefined, known: readonly string[]): string {
  const bare = (tag: string) => tag.split('-')[0];
  for (const { type, q } of parseAccept(header ?? '')) {
    if (q === 0) continue;
    const tag = type.toLowerCase();
    const match = known.find((each) => each === tag) ?? known.find((each) => bare(each) === bare(tag));
    if (match) return match;
  }
  return 'en';
}
