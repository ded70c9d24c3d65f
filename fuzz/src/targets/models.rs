//! The random models of `tests/meaning.rs`, here made by bytes: its generator takes its throws from this folder's `dice`.

#[path = "../../../tests/random_model/rich.rs"]
pub mod rich;
