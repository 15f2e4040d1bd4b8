//! The one test program.


