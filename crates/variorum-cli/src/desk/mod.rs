//! A running desk: feeds into the archive, round after round.
//!
//! # Steps
//! - **Round**: every feed that is due is asked; what is new in it is fetched,
//!   read and added (`round`).
//! - **News**: what a story gained by it (`news`).
//! - **Health**: how the feeds fare, as a table (`health`).

mod health;
mod news;
mod round;

pub(crate) use health::table;
pub(crate) use news::News;
pub(crate) use round::{Desk, Stopped};
