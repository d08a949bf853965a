// Only for authors: loads the page again when a file was saved, at the place it was read.
(function () {
  'use strict';
  var known = null;
  setInterval(function () {
    fetch('/preview/stamp').then(function (answer) { return answer.text(); }).then(function (stamp) {
      if (known !== null && stamp !== known) location.reload();
      known = stamp;
    }, function () {});
  }, 1000);
})();
