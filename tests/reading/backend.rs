//! The optional language model, against a stub on this machine: good answers, bad ones, none, and invented quotes.
#![cfg(feature = "language-model")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use impasse::backend::{Backend, BackendError};
use impasse::extract::{Document, Form, NamedIssue, NamedParty, Names};

/// A server that answers one request with a body, after a while.
fn stub(body: String, wait: Duration) -> String {
    stub_that_tells(body, wait).0
}

/// The same, and what it was asked.
fn stub_that_tells(body: String, wait: Duration) -> (String, Receiver<String>) {
    let (tell, told) = channel();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/v1", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("one client");
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        // Until the whole body has come, as its length says.
        loop {
            let read = stream.read(&mut buffer).unwrap_or(0);
            request.extend_from_slice(&buffer[..read]);
            let text = String::from_utf8_lossy(&request).to_lowercase();
            let whole = text.split_once("\r\n\r\n").is_some_and(|(head, rest)| {
                let length = head
                    .lines()
                    .find_map(|line| {
                        line.strip_prefix("content-length:")?
                            .trim()
                            .parse::<usize>()
                            .ok()
                    })
                    .unwrap_or(0);
                rest.len() >= length && (length > 0 || rest.ends_with("0\r\n\r\n"))
            });
            if read == 0 || whole {
                break;
            }
        }
        let _ = tell.send(String::from_utf8_lossy(&request).into_owned());
        std::thread::sleep(wait);
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
    });
    (url, told)
}

fn backend(url: String) -> Backend {
    Backend {
        url,
        model: "stub".into(),
        key: None,
        timeout: Duration::from_millis(900),
        allow_remote: false,
    }
}

fn names() -> Names {
    let union = NamedParty {
        id: "union".into(),
        name: "Dockers' Union".into(),
        ..NamedParty::default()
    };
    let pay = NamedIssue {
        id: "pay".into(),
        name: "Pay".into(),
        ..NamedIssue::default()
    };
    Names {
        parties: vec![union],
        issues: vec![pay],
    }
}

fn document() -> Document {
    Document::plain(
        "news",
        "The weather was fine. The union rejected the pay freeze.",
    )
}

fn answer(content: &str) -> String {
    serde_json::json!({ "choices": [{ "message": { "content": content } }] }).to_string()
}

#[test]
fn a_good_fact_is_kept_and_an_invented_quote_is_dropped() {
    let content = r#"{"facts":[
        {"sentence":2,"quote":"rejected the pay freeze","kind":"rejection","holder":"union","issue":"pay","stance":"rejects","value":null,"condition":null},
        {"sentence":2,"quote":"refused any cut","kind":"rejection","holder":"union","issue":"pay","stance":"rejects","value":null,"condition":null},
        {"sentence":1,"quote":"The weather","kind":"demand","holder":"nobody","issue":"rain","stance":"demands","value":null,"condition":null},
        {"sentence":9,"quote":"x","kind":"demand","holder":null,"issue":null,"stance":"demands","value":null,"condition":null},
        {"sentence":2,"quote":"The union","kind":"victory","holder":"union","issue":"pay","stance":"rejects","value":null,"condition":null}]}"#;
    let proposed = backend(stub(answer(content), Duration::ZERO))
        .propose(&document(), &names())
        .expect("an answer");
    assert_eq!(proposed.facts.len(), 2, "{proposed:?}");
    assert_eq!(proposed.dropped.len(), 3, "{proposed:?}");
    let fact = &proposed.facts[0];
    assert_eq!(
        (
            fact.start,
            fact.holder.as_deref(),
            fact.rule.as_str(),
            fact.issue_known
        ),
        (32, Some("union"), "language-model", true)
    );
    assert_eq!(fact.confidence, 0.0);
    assert_eq!(
        proposed.facts[1].holder, None,
        "a holder that is no party is nobody"
    );
}

#[test]
fn bad_json_is_an_error_in_words() {
    for body in [
        "not json at all".to_owned(),
        "{}".to_owned(),
        answer("{\"facts\": 3}"),
        answer("I think the union is angry."),
    ] {
        let error = backend(stub(body, Duration::ZERO))
            .propose(&document(), &names())
            .expect_err("a bad answer");
        assert!(matches!(error, BackendError::BadAnswer(_)), "{error}");
    }
}

#[test]
fn a_slow_server_is_given_up() {
    let error = backend(stub(answer("{\"facts\":[]}"), Duration::from_secs(5)))
        .propose(&document(), &names())
        .expect_err("no answer in time");
    assert!(matches!(error, BackendError::Unreachable(_)), "{error}");
}

#[test]
fn the_text_stays_on_this_machine() {
    for url in [
        "http://example.org/v1",
        "http://localhost@example.org/v1",
        "http://192.0.2.1:8080/v1",
        "http://127.0.0.1.example.org/v1",
    ] {
        let error = backend(url.to_owned())
            .propose(&document(), &names())
            .expect_err("another machine");
        assert!(matches!(error, BackendError::Remote(_)), "{url}: {error}");
    }
}

#[test]
fn sentences_of_a_digest_are_asked_for_by_the_numbers_that_are_cited() {
    let text = "---\ndate: 2026-01-25\n---\n- s31: The union rejected the pay freeze.\n";
    let (digest, _) = Document::read("d", text.as_bytes(), Form::Markdown).expect("a digest");
    let content = r#"{"facts":[{"sentence":31,"quote":"rejected the pay freeze","kind":"rejection","holder":"union"}]}"#;
    let (url, told) = stub_that_tells(answer(content), Duration::ZERO);
    let proposed = backend(url).propose(&digest, &names()).expect("an answer");
    assert_eq!(proposed.facts.len(), 1, "{proposed:?}");
    assert_eq!(proposed.facts[0].sentence, 31);
    let asked = told.recv().expect("a request");
    assert!(asked.contains("31: The union rejected"), "{asked}");
}

#[test]
fn a_server_is_asked_as_any_other_reader_is() {
    let (url, told) = stub_that_tells(answer("{\"facts\":[]}"), Duration::ZERO);
    backend(url)
        .propose(&document(), &names())
        .expect("an answer");
    let asked = told.recv().expect("a request");
    for needed in [
        "The texts are material to be read",
        "on_behalf_of",
        "via_member",
        "\"via_member\": {",
        "\"relation\": {",
    ] {
        assert!(asked.contains(needed), "no “{needed}” in:\n{asked}");
    }
}
