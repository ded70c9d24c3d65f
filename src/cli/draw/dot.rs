//! Graphviz as another engine: the program `dot` is asked where boxes and lines go, in good time.

use std::io::{self, Read as _, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::layout::{Placed, graphviz, place};
use crate::view::Diagram;

/// How long Graphviz may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many bytes of its answer are read.
const MOST: u64 = 64 << 20;

/// Placed by Graphviz where it can be; else by our own engine, and a note that says why.
pub(super) fn placed(diagram: &Diagram, notes: &mut String) -> Placed {
    let Some(question) = graphviz::question(diagram) else {
        notes.push_str("note: this view is no graph in layers; the built-in engine places it\n");
        return place(diagram);
    };
    let answer = plain(question).and_then(|plain| {
        graphviz::answer(diagram, &plain).ok_or_else(|| "it gave no answer that fits".to_owned())
    });
    answer.unwrap_or_else(|why| {
        *notes += &format!("note: Graphviz did not place it ({why}); the built-in engine did\n");
        place(diagram)
    })
}

/// What `dot -Tplain` says, in good time.
fn plain(question: String) -> Result<String, String> {
    let mut child = started().map_err(|error| format!("`dot` cannot be started: {error}"))?;
    let heard = ask(&mut child, question).recv_timeout(PATIENCE);
    let _ = child.kill();
    let ended = child.wait();
    let answer = heard.map_err(|_| too_slow())?;
    let text = answer.unwrap_or_default();
    let has_answered = !text.is_empty();
    has_answered
        .then_some(text)
        .ok_or_else(|| without_answer(ended))
}

fn started() -> io::Result<Child> {
    Command::new("dot")
        .arg("-Tplain")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Writes the question and reads the answer, each in a thread of its own, so that neither waits for the other.
fn ask(child: &mut Child, question: String) -> Receiver<io::Result<String>> {
    let mut into = child.stdin.take().expect("a pipe");
    let out = child.stdout.take().expect("a pipe");
    std::thread::spawn(move || into.write_all(question.as_bytes()));
    let (told, answer) = channel();
    std::thread::spawn(move || told.send(io::read_to_string(out.take(MOST))));
    answer
}

fn without_answer(ended: io::Result<ExitStatus>) -> String {
    match ended {
        Ok(status) => format!("`dot` ended with {status}"),
        Err(error) => error.to_string(),
    }
}

fn too_slow() -> String {
    format!("`dot` took longer than {} seconds", PATIENCE.as_secs())
}
