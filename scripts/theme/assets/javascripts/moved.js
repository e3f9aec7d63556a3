/* On a page that has moved: leads on to the same anchor of the new page, or to where that anchor moved.
   Without scripts the page leads to the new page itself. */
(() => {
  "use strict";
  const { to, anchors } = document.currentScript.dataset;
  const id = location.hash.slice(1);
  location.replace(JSON.parse(anchors)[id] ?? to + location.hash);
})();
