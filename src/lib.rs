//! Turnabout runs the regular joint meeting of two teams that depend on each other.

pub mod agendas;
pub mod cli;
pub mod domain;
pub mod export;
pub mod store;
