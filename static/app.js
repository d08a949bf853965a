// Every page works without this file. It only helps: a hint while choosing, copying, printing.
(function () {
  'use strict';
  var page = document;

  function each(selector, act) {
    Array.prototype.forEach.call(page.querySelectorAll(selector), act);
  }

  // A page that comes back from the browser's memory may show an older answer: ask for it again.
  addEventListener('pageshow', function (event) {
    if (event.persisted) location.reload();
  });

  each('[data-focus]', function (summary) { summary.focus({ preventScroll: true }); });

  each('[data-print]', function (button) {
    button.hidden = false;
    button.onclick = function () { print(); };
  });

  function copied(button) {
    var words = button.textContent;
    button.textContent = button.dataset.done;
    each('[data-copied]', function (line) { line.textContent = line.dataset.copied; });
    setTimeout(function () { button.textContent = words; }, 2500);
  }

  each('[data-copyfrom]', function (button) {
    if (!navigator.clipboard) return; // the field beside it can be selected
    button.hidden = false;
    button.onclick = function () {
      var field = page.getElementById(button.dataset.copyfrom);
      field.select();
      navigator.clipboard.writeText(field.value).then(function () { copied(button); }, function () {});
    };
  });

  // One answer cannot be both. Choosing it in one group sets it aside in the other, and puts it
  // back when the choice moves on: arrow keys may pass over it without harm.
  each('[data-block]', function (form) {
    var note = form.querySelector('[data-note]');
    var saved = form.querySelector('[data-saved]');
    var plain = note && note.textContent;
    var aside = {};

    function chosen(group) { return form.querySelector('[name=' + group + ']:checked'); }

    function radio(group, value) {
      return Array.prototype.filter.call(form.elements[group], function (one) {
        return one.value === value;
      })[0];
    }

    form.addEventListener('change', function (event) {
      var group = event.target.name;
      var other = group === 'most' ? 'least' : 'most';
      var twin = radio(other, event.target.value);
      if (twin.checked) {
        aside[other] = twin;
        twin.checked = false;
      } else if (aside[other] && !chosen(other)) {
        aside[other].checked = true;
        aside[other] = null;
      }
      aside[group] = null;
      if (note) note.textContent = aside[other] ? note.dataset[other] : plain;
      saved.textContent = saved.dataset.unsaved;
      saved.className = 'saved no';
    });
  });
})();
