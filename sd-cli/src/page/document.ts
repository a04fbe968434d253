/**
 * The HTML document around the page.
 *
 * Addresses in it are relative, so that it also works below a path of a proxy.
 */
import { escapeHtml, htmlOf } from './html.ts';
import type { PageModel } from './view/model.ts';
import { pageTree, titleOf } from './view/page.ts';

/** O(rows on the page). */
export function documentOf(model: PageModel): string {
  const { place } = model;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(titleOf(model))}</title>
<link rel="icon" href="status.svg" type="image/svg+xml">
<link rel="stylesheet" href="status.css">
<script type="module" src="status.js"></script>
</head>
<body data-user="${escapeHtml(place.user ?? '')}" data-targets="${place.servesTargets ? 'yes' : 'no'}">
<div id="page">${pageTree(model).map(htmlOf).join('')}</div>
</body>
</html>
`;
}
