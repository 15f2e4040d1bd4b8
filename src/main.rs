//! The program `turnabout`.

fn main() {}
