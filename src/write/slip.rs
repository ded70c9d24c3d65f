//! An outcome slip as a page that works without a network: what a group agreed is saved as a file that `score` reads.

use serde_json::json;

use super::escape::xml;
use crate::view::SlipForm;

/// The page; it keeps nothing and sends nothing.
pub fn slip_page(form: &SlipForm) -> String {
    let title = xml(&form.title);
    let issues: String = form.issues.iter().map(|issue| {
        let answers = issue.answers.iter();
        let options: String = answers.map(|(id, text)| format!("<option value=\"{}\">{}</option>\n", xml(id), xml(text))).collect();
        format!(
            "<label for=\"i-{id}\">{name}</label>\n<select id=\"i-{id}\" data-issue=\"{id}\">\n<option value=\"\">not agreed</option>\n{options}</select>\n",
            id = xml(&issue.id),
            name = xml(&issue.name),
        )
    }).collect();
    let roles: String = form.roles.iter().map(|(id, name)| {
        format!(
            "<fieldset data-role=\"{id}\"><legend>{name}</legend>\n<label><input type=\"radio\" name=\"r-{id}\" value=\"yes\"> yes</label>\n<label><input type=\"radio\" name=\"r-{id}\" value=\"no\"> no</label></fieldset>\n",
            id = xml(id),
            name = xml(name),
        )
    }).collect();
    PAGE.replace("{title}", &title)
        .replace("{issues}", &issues)
        .replace("{roles}", &roles)
        .replace(
            "{lesson}",
            &json!(form.title).to_string().replace('<', "\\u003c"),
        )
}

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{title}: outcome</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff; }
label { display: block; margin-top: 1rem; font-weight: 600; }
fieldset label { display: inline-block; margin: 0 1rem 0 0; font-weight: 400; }
fieldset { border: 0; border-top: 1px solid #ccc; margin: 0; padding: .4rem 0; }
legend { float: left; min-width: 14rem; }
select, input[type=text], input[type=number] { font: inherit; width: 100%; padding: .4rem; box-sizing: border-box; }
button { font: inherit; margin: 1.5rem 1rem 0 0; padding: .5rem 1.2rem; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #1b1b1b; } }
</style>
</head>
<body>
<h1>{title}: outcome of a group</h1>
<p>Fill this in together, save the file, and give it to the teacher. Nothing is sent anywhere.</p>
<label for="group">Group</label>
<input type="text" id="group" maxlength="60">
{issues}<h2>Who says yes to this deal?</h2>
{roles}<label for="minutes">Minutes that it took</label>
<input type="number" id="minutes" min="0" max="1000">
<button type="button" id="save">Save the file</button>
<span role="status" id="told"></span>
<script>
const lesson = {lesson};
const by = (selector) => [...document.querySelectorAll(selector)];
document.getElementById("save").addEventListener("click", () => {
  const group = document.getElementById("group").value.trim();
  const told = document.getElementById("told");
  if (!group) { told.textContent = "Say which group you are."; return; }
  const answers = by("[data-issue]").map((one) => [one.dataset.issue, one.value]);
  const open = answers.filter(([, answer]) => !answer).length;
  if (open && open < answers.length) { told.textContent = "A deal names one answer for each issue; leave all of them open where you did not agree."; return; }
  const votes = (vote) => by("[data-role]").filter((one) => one.querySelector(`input[value=${vote}]`).checked).map((one) => one.dataset.role);
  const slip = { lesson, group, deal: open ? "none" : Object.fromEntries(answers), yes: votes("yes"), no: votes("no") };
  const minutes = document.getElementById("minutes").value;
  if (minutes) slip.minutes = Number(minutes);
  const link = document.createElement("a");
  link.href = "data:application/json;charset=utf-8," + encodeURIComponent(JSON.stringify(slip, null, 1));
  link.download = `outcome-${group.replace(/[^\p{L}\p{N}]+/gu, "-")}.json`;
  link.click();
  told.textContent = "Saved.";
});
</script>
</body>
</html>
"#;
