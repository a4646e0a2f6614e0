// The thermometer's window: a reading gets its point as it is typed and shows at once whether it is doubtful.
// The keys are keypad.js. Holds no words and no limits: both stand in the page.

const digitsOf = (text) => text.replace(/\D/g, "");

// Tenths of a degree out of what is typed, 0 while it is not yet a reading; a leading 3 may be left out (65 is 36.5).
const tenthsOf = (digits) =>
  digits.length === 3 ? Number(digits) : /^[5-9]\d$/.test(digits) ? 300 + Number(digits) : 0;

function shape(field) {
  const digits = digitsOf(field.value);
  const kept = digits.length > 3 ? digits.at(-1) : digits; // a finished reading is typed over, not typed on
  const tenths = tenthsOf(kept);
  field.value = tenths ? `${Math.floor(tenths / 10)}.${tenths % 10}` : kept;
  judge(field);
}

function judge(field) {
  const [lowest, cold, fever, highest] = field.form.querySelector("[data-limits]").dataset.limits.split(" ").map(Number);
  const tenths = tenthsOf(digitsOf(field.value));
  const state = !tenths ? "" : tenths >= fever ? "fever" : tenths < cold ? "low" : "normal";
  field.closest("[data-reading]").dataset.state = state;
  const measure = field.closest("[data-limits]");
  if (!measure) return;
  const byContact = measure.querySelector("input:checked")?.value !== "forehead";
  const isStrange = tenths < lowest || tenths > highest;
  askAgain(measure, Boolean(tenths) && (isStrange || (state === "fever" && !byContact)));
}

// A second window opens below, and the keys type into that one.
function askAgain(measure, isDoubtful) {
  const form = measure.closest("form");
  measure.toggleAttribute("data-again", isDoubtful);
  const window_ = isDoubtful ? form.querySelector(".recheck [data-reading]") : measure.querySelector("[data-reading]");
  form.querySelector("[data-keypad]").dataset.keypad = window_.dataset.reading;
}

const readingOf = (element) => element.closest?.(".measure")?.querySelector("[data-reading] input");

document.addEventListener("input", (event) => {
  if (event.target.closest("[data-reading]")) shape(event.target);
});
document.addEventListener("change", (event) => {
  if (event.target.type === "radio" && readingOf(event.target)) judge(readingOf(event.target));
});
document.addEventListener("htmx:afterSettle", (event) => {
  for (const field of event.target.querySelectorAll("[data-reading] input")) if (field.value) judge(field);
});
