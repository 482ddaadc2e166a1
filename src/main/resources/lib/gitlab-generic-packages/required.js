// Core checks a field as soon as it is shown. One that is still empty then waits until somebody has left it.
(() => {
  const left = new WeakSet();

  Behaviour.specify(
    ".gitlab-generic-packages-required input.validated",
    "gitlab-generic-packages-required",
    -1,
    (input) => {
      if (input.value !== "" || left.has(input)) {
        return;
      }
      input.classList.remove("validated");
      const check = () => {
        left.add(input);
        input.classList.add("validated");
        Behaviour.applySubtree(input.parentNode, true);
      };
      input.addEventListener("blur", check, { once: true });
    },
  );
})();
