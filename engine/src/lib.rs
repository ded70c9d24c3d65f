//! From files to answers: reads a model, decides what its words mean, answers questions about it, and checks the answers.
//!
//! A package of its own because tests ask it about many thousand models: it is optimized where the rest is not.
pub mod analysis;
pub mod diagnostic;
pub mod disk;
pub mod graph;
pub mod model;
pub mod read;
pub mod source;
pub mod verify;
pub mod yaml;
