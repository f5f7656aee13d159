"use strict";

// Draws the charts of the page: again for another theme, and of another scenario when one is chosen.
(() => {
  const { specs, themes } = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const choice = document.getElementById("compared");
  const places = [...document.querySelectorAll("[data-chart]")];
  const shown = new Map();

  const options = (theme) => ({
    renderer: "svg",
    // The policy of the page allows no code that is made from text: expressions are interpreted.
    ast: true,
    mode: "vega-lite",
    config: themes[theme],
    defaultStyle: false,
    forceActionsMenu: true,
    tooltip: { disableDefaultStyle: true },
    actions: { export: true, source: false, compiled: false, editor: false },
    downloadFileName: "maitred-what-if",
  });

  async function draw(theme) {
    await Promise.all(
      places.map(async (place) => {
        const name = place.dataset.chart;
        const spec = { ...specs[name], title: null, description: place.dataset.words };
        if (spec.params && choice) {
          spec.params = [{ name: "compared", value: choice.value }];
        }
        shown.get(name)?.finalize();
        shown.set(name, await vegaEmbed(place, spec, options(theme)));
        place.querySelector("summary")?.setAttribute("aria-label", "Save this chart");
      }),
    );
    document.documentElement.dataset.drawn = theme;
  }

  const now = () => draw(dark.matches ? "dark" : "light");
  dark.addEventListener("change", now);
  addEventListener("beforeprint", () => draw("light"));
  addEventListener("afterprint", now);

  choice?.addEventListener("change", () => {
    for (const [name, { view }] of shown) {
      if (specs[name].params) {
        view.signal("compared", choice.value).runAsync();
      }
    }
    for (const name of document.querySelectorAll(".compared-name")) {
      name.textContent = choice.value;
    }
  });

  now();
})();
