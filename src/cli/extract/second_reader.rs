//! A language model as a second reader, where the user names one. Without the feature there is none.

use clap::ArgMatches;

use crate::extract::{Document, Fact, Names};

/// A language model that is asked after our own reading.
pub(super) struct SecondReader {
    #[cfg(feature = "language-model")]
    backend: Option<crate::backend::Backend>,
}

#[cfg(not(feature = "language-model"))]
impl SecondReader {
    pub fn arguments(command: clap::Command) -> clap::Command {
        command
    }

    pub fn of(_: &ArgMatches) -> Self {
        Self {}
    }

    pub fn add(&self, _: &Document, _: &Names, _: &mut Vec<Fact>) -> String {
        String::new()
    }
}

#[cfg(feature = "language-model")]
impl SecondReader {
    /// Where a language model is asked as a second reader.
    pub fn arguments(command: clap::Command) -> clap::Command {
        use crate::cli::arguments::{flag, named};
        command.args([
            named(
                "backend",
                "URL",
                "Ask a language model too: a server on this machine, such as http://127.0.0.1:8080/v1",
            )
            .conflicts_with_all(["ask", "answer"]),
            named("backend-model", "NAME", "The name of the language model")
                .default_value("default"),
            named("backend-key", "KEY", "The key that the server wants")
                .env("IMPASSE_BACKEND_KEY")
                .hide_env_values(true),
            flag("backend-remote", "Let the text leave this machine"),
        ])
    }

    pub fn of(arguments: &ArgMatches) -> Self {
        use crate::cli::arguments::Given as _;
        let text = |name: &str| arguments.text(name).map(str::to_owned);
        let backend = text("backend").map(|url| crate::backend::Backend {
            url,
            model: text("backend-model").unwrap_or_default(),
            key: text("backend-key"),
            timeout: std::time::Duration::from_secs(120),
            allow_remote: arguments.get_flag("backend-remote"),
        });
        Self { backend }
    }

    /// Adds what the language model proposes that we did not, and gives back what is to be said of it.
    pub fn add(&self, document: &Document, names: &Names, facts: &mut Vec<Fact>) -> String {
        let Some(backend) = &self.backend else {
            return String::new();
        };
        let remarks = match backend.propose(document, names) {
            Ok(proposed) => {
                add_new(proposed.facts, facts);
                let dropped = proposed.dropped.into_iter();
                dropped.map(|why| format!("dropped, {why}")).collect()
            }
            Err(error) => vec![error.to_string()],
        };
        notes(&remarks, document)
    }
}

#[cfg(feature = "language-model")]
fn notes(remarks: &[String], document: &Document) -> String {
    let name = &document.name;
    let notes = remarks.iter().map(|why| format!("note: {name}: {why}\n"));
    notes.collect()
}

#[cfg(feature = "language-model")]
fn add_new(mut proposed: Vec<Fact>, facts: &mut Vec<Fact>) {
    proposed.retain(|new| !facts.iter().any(|known| is_same(known, new)));
    facts.append(&mut proposed);
    facts.sort_by_key(|fact| fact.start);
}

/// Whether two facts say the same of one sentence.
#[cfg(feature = "language-model")]
fn is_same(one: &Fact, other: &Fact) -> bool {
    one.sentence == other.sentence
        && one.kind == other.kind
        && one.holder == other.holder
        && one.issue == other.issue
}
