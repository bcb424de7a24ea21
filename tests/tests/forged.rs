//! Attempts to lie to the runtime with safe code, through its hidden parts: refused, or stopped before harm is done.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::process::Command;
use std::sync::Mutex;

use qom_core::object::ObjectView;
use qom_core::prelude::*;
use qom_core::private::{Declaration, TypeInfo};
use scoped_tls_hkt::scoped_thread_local;

#[qom_type]
pub struct Base {
    #[init("base".into())]
    pub text: String,
}

#[qom_type(parent = Base)]
pub struct Leaf {}

#[test]
fn a_second_description_of_a_type_has_no_class() {
    static FORGED: TypeInfo = TypeInfo::of_rust_type::<Base>(Declaration {
        name: "forged",
        // The levels of `Base` would be there twice.
        parent: Some(<Base as ObjectView>::info),
        ..Declaration::EMPTY
    });
    let error = FORGED.class().unwrap_err();
    assert_eq!(error.to_string(), "'forged' is not the description of its Rust type");
}

scoped_thread_local!(static mut OUTER: for<'a> &'a mut Swapper);
static WEAK: Mutex<Vec<WeakObj<Swapper>>> = Mutex::new(Vec::new());

/// Swaps itself with the object whose destructor it is dropped in.
#[qom_type]
pub struct Swapper {
    inner: Mutex<Option<Obj<Swapper>>>,
    text: String,
}

impl Drop for Swapper {
    fn drop(&mut self) {
        if !OUTER.is_set() {
            let inner = self.inner.lock().unwrap().take();
            OUTER.set(self, || drop(inner));
            return;
        }
        OUTER.with(|outer| {
            std::mem::swap(outer, self);
            match std::env::var("QOM_TEST_SWAP").as_deref() {
                // What is left to the end of this function.
                Ok("return") => {}
                Ok("cast") => println!("reached {}", outer.downcast_ref::<Swapper>().is_some()),
                Ok("weak") => WEAK.lock().unwrap().clear(),
                other => panic!("{other:?}"),
            }
        });
        if std::env::var("QOM_TEST_SWAP").as_deref() != Ok("return") {
            println!("reached {}", self.text);
        }
    }
}

/// Runs in a process of its own, which is stopped.
#[test]
fn swapping() {
    if std::env::var_os("QOM_TEST_SWAP").is_none() {
        return;
    }
    let outer = Swapper::new();
    let inner = Swapper::new();
    WEAK.lock().unwrap().push(inner.downgrade());
    *outer.inner.lock().unwrap() = Some(inner);
    drop(outer);
    println!("reached the end");
}

#[test]
fn objects_that_are_swapped_in_nested_destructors_stop_the_process() {
    for when in ["return", "cast", "weak"] {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "swapping", "--nocapture"])
            .env("QOM_TEST_SWAP", when)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{when}");
        let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(error.contains("fatal: code moved an object of type `swapper`"), "{when}: {error}");
        assert!(!out.contains("reached"), "{when}: {out}");
    }
}
