// A keypad types into the field its data-keypad names. Fields that shape what is typed listen to "input".
const typed = (value, key) => ({ back: value.slice(0, -1), clear: "" })[key] ?? value + key;

document.addEventListener("click", (event) => {
  const key = event.target.closest("[data-key]");
  if (!key) return;
  const field = document.getElementById(key.closest("[data-keypad]").dataset.keypad);
  const next = typed(field.value, key.dataset.key);
  if (field.maxLength > 0 && next.length > field.maxLength) return;
  field.value = next;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
