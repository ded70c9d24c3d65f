//! The random models of `tests/reasoning/meaning.rs`, here made by bytes: its generator takes its throws from this folder's `dice`.

#[path = "../../../tests/helpers/random_model/rich.rs"]
pub mod rich;
