# The same commands as .ci/run, one by one.

default:
    @just --list

test:
    cargo test

lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Write the answers of all cases for review in git diff.
bless:
    BLESS=1 cargo test --test cases

# Briefings, explorers and packets in output/.
output:
    cargo run --release -- brief --for all
    cargo run --release -- -m ukraine-talks explore
    cargo run --release -- -m orange explore
    cargo run --release -- -m ukraine-talks packet
    cargo run --release -- -m ukraine-talks packet --fictionalize
    cargo run --release -- -m orange packet

ci:
    bash .ci/run
