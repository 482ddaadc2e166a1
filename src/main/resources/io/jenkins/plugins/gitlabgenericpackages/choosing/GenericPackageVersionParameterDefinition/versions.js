// Offers the versions of a package once the page is there. The text field holds the value at all times; until the list
// has come, when it does not come, and for a version that is not in it, it is there to type.
(() => {
  const OTHER = "";

  const option = (value, label) => {
    const item = document.createElement("option");
    item.value = value;
    item.textContent = label;
    return item;
  };

  const say = (status, text, look) => {
    const line = document.createElement("div");
    line.className = look;
    line.textContent = text;
    status.textContent = "";
    status.append(line);
  };

  const fail = (status, reason, again) => {
    say(status, status.dataset.failed, "warning");
    const line = document.createElement("div");
    line.textContent = reason;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "jenkins-button";
    button.textContent = status.dataset.again;
    button.addEventListener("click", again);
    status.append(line, button);
  };

  const offer = (select, text, status, answer) => {
    const given = text.value;
    const typing = document.activeElement === text || given !== text.defaultValue;
    const known = answer.versions.map((each) => each.version);
    if (text.defaultValue && !known.includes(text.defaultValue)) {
      const rule = select.dataset.rule;
      select.append(option(text.defaultValue, rule ? `${text.defaultValue} (${rule})` : text.defaultValue));
    }
    answer.versions.forEach((each) => {
      const notes = [each.created, each.incomplete ? select.dataset.incomplete : ""].filter((note) => note).join(", ");
      select.append(option(each.version, notes ? `${each.version} (${notes})` : each.version));
    });
    select.append(option(OTHER, select.dataset.other));
    const complete = answer.versions.find((each) => !each.incomplete) || answer.versions[0];
    select.value = typing ? OTHER : given || complete.version;

    const follow = () => {
      if (select.value !== OTHER) {
        text.value = select.value;
      }
      text.hidden = select.value !== OTHER;
    };
    select.addEventListener("change", follow);
    follow();
    select.parentNode.hidden = false;
    // That it is there is seen, and has to be said only to those who do not see it.
    say(status, answer.more ? status.dataset.more : status.dataset.loaded, answer.more ? "" : "jenkins-visually-hidden");
  };

  Behaviour.specify(
    ".gitlab-generic-packages-versions[data-listing^='/']",
    "gitlab-generic-packages-versions",
    1,
    (field) => {
      const listing = `${field.dataset.listing}/versions`;
      // Once: the behaviours of a page may be applied again.
      field.removeAttribute("data-listing");
      const select = field.querySelector("select");
      const text = field.querySelector("input[name=value]");
      const status = field.querySelector("[role=status]");
      // The label is bound by now, to the first of the controls.
      const label = field.closest(".jenkins-form-item").querySelector("label");
      text.id = `${select.id}-text`;
      status.id = `${select.id}-status`;
      text.setAttribute("aria-describedby", status.id);
      label.htmlFor = text.id;
      const load = () => {
        say(status, status.dataset.loading, "jenkins-spinner");
        fetch(listing, { method: "post", headers: crumb.wrap({}) })
          .then((response) => (response.ok ? response.json() : { reason: status.dataset.gone }))
          .catch(() => ({ reason: status.dataset.gone }))
          .then((answer) => {
            if (answer.reason) {
              fail(status, answer.reason, load);
            } else {
              offer(select, text, status, answer);
              label.htmlFor = select.id;
            }
          });
      };
      load();
    },
  );
})();
