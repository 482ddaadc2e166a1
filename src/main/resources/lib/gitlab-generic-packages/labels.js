// Binds the label of an entry to its controls. Core shows the label as mere text and gives out no ids, since they would
// be copied along with a repeatable block; here it is late enough.
(() => {
  const CONTROLS = ".setting-main :is(input:not([type=hidden], [type=radio]), select, textarea)";
  let ids = 0;

  const idOf = (element) => (element.id ||= `gitlab-generic-packages-${ids++}`);

  const bindTitle = (title, control) => {
    const label = document.createElement("label");
    label.htmlFor = idOf(control);
    label.append(title.firstChild);
    title.prepend(label);
    return label;
  };

  Behaviour.specify(".gitlab-generic-packages-entry", "gitlab-generic-packages-labels", 0, (entry) => {
    const controls = entry.querySelectorAll(CONTROLS);
    if (controls.length === 0 || controls[0].hasAttribute("aria-labelledby")) {
      return;
    }
    const title = entry.querySelector(".jenkins-form-label");
    // A checkbox has its label beside it, for which core moves the click on: "for" would click it twice.
    const label = title === null ? entry.querySelector("label") : bindTitle(title, controls[0]);
    controls.forEach((control) => control.setAttribute("aria-labelledby", idOf(label)));
  });
})();
