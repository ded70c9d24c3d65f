//! The house itself: its modules, its style, its dependencies and the sources it rests on.

mod architecture;
mod seeds;
mod style;
mod supply;
