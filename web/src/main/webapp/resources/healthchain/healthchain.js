/* The little that the pages do by themselves; everything else is PrimeFaces. */
'use strict';
(function () {
  var countdown = null;

  function byId(id) {
    return document.getElementById(id);
  }

  function say(text) {
    byId('spoken').textContent = text;
  }

  function copy(button) {
    var text = button.getAttribute('data-copy');
    function done() {
      button.classList.add('copied');
      say(button.getAttribute('data-done'));
      window.setTimeout(function () { button.classList.remove('copied'); }, 2000);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done);
      return;
    }
    var area = document.createElement('textarea');
    area.value = text;
    area.className = 'spoken';
    document.body.appendChild(area);
    area.select();
    if (document.execCommand('copy')) {
      done();
    }
    area.remove();
    button.focus();
  }

  function save(button) {
    var source = byId(button.getAttribute('data-save'));
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([source.value || source.textContent], {type: 'text/plain'}));
    link.download = button.getAttribute('data-name');
    link.click();
    URL.revokeObjectURL(link.href);
  }

  document.addEventListener('click', function (event) {
    var target = event.target instanceof Element ? event.target : null;
    var button = target && target.closest('button[data-copy], button[data-save]');
    if (button) {
      if (button.hasAttribute('data-copy')) {
        copy(button);
      } else {
        save(button);
      }
      return;
    }
    /* Fills a field with what stands beside the button. */
    var filler = target && target.closest('button[data-fill]');
    if (filler) {
      var filled = byId(filler.getAttribute('data-fill'));
      filled.value = filler.getAttribute('data-value');
      filled.focus();
      return;
    }
    var link = target && target.closest('a.to-field');
    if (link) {
      var field = byId(link.getAttribute('href').substring(1));
      if (field) {
        event.preventDefault();
        field.focus();
      }
    }
  });

  /* PrimeFaces' roles where they contradict the elements: a list of messages whose items are alerts, a
     list of picked diagnoses that calls itself a listbox but holds a text field. */
  function repairRoles() {
    document.querySelectorAll('.ui-messages li[role]').forEach(function (item) {
      item.removeAttribute('role');
    });
    document.querySelectorAll('input[type="file"][aria-hidden]').forEach(function (input) {
      input.removeAttribute('aria-hidden');
      input.removeAttribute('tabindex');
    });
    document.querySelectorAll('.ui-autocomplete-multiple-container').forEach(function (list) {
      if (list.getAttribute('role') === 'listbox') {
        list.setAttribute('role', 'list');
        list.removeAttribute('aria-orientation');
        list.removeAttribute('tabindex');
        var input = list.querySelector('input');
        var label = input && document.querySelector('label[for="' + input.id + '"]');
        if (label) {
          list.setAttribute('aria-label', label.textContent);
          input.setAttribute('aria-describedby', 'diagnoses-hint diagnoses-problem');
        }
      }
      list.querySelectorAll('li').forEach(function (item) {
        if (item.getAttribute('role') !== 'listitem') {
          item.setAttribute('role', 'listitem');
          item.removeAttribute('aria-selected');
        }
      });
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    repairRoles();
    new MutationObserver(repairRoles).observe(document.body, {childList: true, subtree: true});
  });

  window.healthchain = {
    /* After a form was sent: to the receipt, or to the list of what is wrong. */
    submitted: function (args) {
      var target = args && args.taken ? byId('receiptTitle') : byId('summary') || byId('question');
      if (target) {
        target.focus();
      }
    },

    /* Moves on to what an answer brought. */
    focus: function (id) {
      var target = byId(id);
      if (target) {
        target.focus();
      }
    },

    warnIdle: function () {
      var shown = byId('idleSeconds');
      var end = Date.now() + Number(shown.getAttribute('data-seconds')) * 1000;
      PF('idleDialog').show();
      byId('idle:stay').focus();
      window.clearInterval(countdown);
      countdown = window.setInterval(function () {
        var left = Math.max(0, Math.round((end - Date.now()) / 1000));
        shown.textContent = String(left);
        if (left === 0) {
          window.clearInterval(countdown);
          byId('why').value = 'idle';
          byId('idle:leave').click();
        }
      }, 1000);
    },

    stay: function () {
      window.clearInterval(countdown);
      PF('idleDialog').hide();
    }
  };
})();
