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

# The briefings and drawings in output/.
output:
    cargo run --release -- brief

ci:
    bash .ci/run
