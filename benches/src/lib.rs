//! Measurements of the program's parts; see `benches/`.
