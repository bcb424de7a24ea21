//! What the compiler says about misuse of the attributes. The cases are in `ui/`, one for each diagnostic, with the
//! compiler's words beside them; `tests/ui.rs` compares.
#![forbid(unsafe_code)]
