# The same commands as .ci/run, one by one.

default:
    @just --list

test:
    cargo test

lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Write the answers of all cases for review in git diff.
bless:
    BLESS=1 cargo test --test cases

# Every night: a million random models against the checker, then an hour of the second evaluator, from another seed each day.
nightly:
    MODELS=1000000 SEED=$(date +%s) cargo test --release --test reasoning meaning::
    cargo build --release
    python3 tests/second/compare.py --binary target/release/impasse --models 10000000 --seconds 3600 --seed $(date +%s)

# An hour for each fuzz target (docs/reliability.md says what was found so far); needs a C++ compiler for libFuzzer.
fuzz seconds="3600":
    fuzz/run {{seconds}}

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
