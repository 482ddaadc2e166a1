// Core fills a drop-down anew after each choice. Where the empty one is chosen, it would put back what is stored.
Behaviour.specify(".gitlab-generic-packages-entry select[value]", "gitlab-generic-packages-choices", -1, (select) =>
  select.addEventListener("change", () => select.removeAttribute("value"), { once: true }),
);
