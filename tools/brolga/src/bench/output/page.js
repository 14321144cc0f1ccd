// Sorting by the buttons of the overview's headings, and its filter. The page can be read without.
"use strict";
const table = document.getElementById("overview");
if (table) {
  const body = table.tBodies[0];
  for (const button of table.querySelectorAll("th button")) {
    button.addEventListener("click", () => {
      const heading = button.parentElement;
      const up = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[heading.cellIndex].dataset.value ?? row.cells[heading.cellIndex].textContent;
      const order = (a, b) => {
        const [x, y] = [key(a), key(b)];
        const byNumber = Number(x) - Number(y);
        return (Number.isNaN(byNumber) ? x.localeCompare(y) : byNumber) * (up ? 1 : -1);
      };
      body.append(...[...body.rows].sort(order));
    });
  }
  const filter = document.getElementById("filter");
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase();
    const matches = (name) => name.toLowerCase().includes(wanted);
    for (const row of body.rows) row.hidden = !matches(row.dataset.name);
    for (const section of document.querySelectorAll("section[data-name]")) section.hidden = !matches(section.dataset.name);
  });
}
