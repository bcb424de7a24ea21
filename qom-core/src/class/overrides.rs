//! Which hooks a type overrides, and which pure ones stay open: constants, so that the compiler refuses a type that
//! can be created but is not complete.

use super::builder::ClassBuilder;
use crate::object::AnyLayer;

/// The layer that `#[qom_class]` or `#[qom_interface]` declares.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct LayerDeclaration {
    /// The path of the hooks' trait, which no other layer has.
    pub key: &'static str,
    /// The name of the hooks' trait.
    pub hooks: &'static str,
    /// The hooks without a body.
    pub pure: &'static [&'static str],
    /// The layer of the declaring type itself.
    pub base: fn() -> Box<dyn AnyLayer>,
}

/// What one type does with the hooks of one layer.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Overrides {
    pub layer: Option<LayerDeclaration>,
    /// The pure hooks that the implementation, of an abstract type, still leaves open.
    pub still_pure: &'static [&'static str],
    /// Puts the type's methods into the layer. `None`: the type overrides nothing.
    pub install: Option<fn(&mut ClassBuilder<'_>)>,
}

impl Overrides {
    /// Nothing is overridden.
    pub const NONE: Self = Self { layer: None, still_pure: &[], install: None };
}

/// A pure hook that a type leaves open.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Gap {
    key: &'static str,
    hooks: &'static str,
    hook: &'static str,
}

impl Gap {
    const EMPTY: Self = Self { key: "", hooks: "", hook: "" };
}

/// What decides the gaps of a type.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Facts {
    /// The gaps of the parent.
    pub inherited: &'static [Gap],
    /// The layers that the type adds: its own and those of interfaces that its parent does not have.
    pub added: &'static [Option<LayerDeclaration>],
    /// What it overrides.
    pub overrides: &'static [Overrides],
}

/// How many gaps a type has.
#[doc(hidden)]
pub const fn count_gaps(facts: Facts) -> usize {
    collect::<0>(facts).1
}

/// The gaps of a type; `N` is what [`count_gaps`] says.
#[doc(hidden)]
pub const fn gaps<const N: usize>(facts: Facts) -> [Gap; N] {
    collect::<N>(facts).0
}

const fn collect<const N: usize>(facts: Facts) -> ([Gap; N], usize) {
    let mut found = [Gap::EMPTY; N];
    let mut count = 0;
    let mut i = 0;
    while i < facts.inherited.len() {
        let gap = facts.inherited[i];
        if !is_closed(facts.overrides, gap.key, gap.hook) {
            if count < N {
                found[count] = gap;
            }
            count += 1;
        }
        i += 1;
    }
    let mut i = 0;
    while i < facts.added.len() {
        if let Some(layer) = facts.added[i]
            && !is_repeated(facts.added, i)
        {
            let mut j = 0;
            while j < layer.pure.len() {
                if !is_closed(facts.overrides, layer.key, layer.pure[j]) {
                    if count < N {
                        found[count] = Gap { key: layer.key, hooks: layer.hooks, hook: layer.pure[j] };
                    }
                    count += 1;
                }
                j += 1;
            }
        }
        i += 1;
    }
    (found, count)
}

/// Whether `added[i]` is there already, as the base of two listed interfaces is.
const fn is_repeated(added: &[Option<LayerDeclaration>], i: usize) -> bool {
    let Some(layer) = added[i] else { return true };
    let mut j = 0;
    while j < i {
        if let Some(other) = added[j]
            && same(other.key, layer.key)
        {
            return true;
        }
        j += 1;
    }
    false
}

/// Whether the type implements a hook, and does not declare it to be still pure.
const fn is_closed(overrides: &[Overrides], key: &str, hook: &str) -> bool {
    let mut i = 0;
    while i < overrides.len() {
        if let Some(layer) = overrides[i].layer
            && overrides[i].install.is_some()
            && same(layer.key, key)
        {
            return !contains(overrides[i].still_pure, hook);
        }
        i += 1;
    }
    false
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < names.len() {
        if same(names[i], name) {
            return true;
        }
        i += 1;
    }
    false
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Refuses, at compile time, what no class could be made of.
#[doc(hidden)]
#[track_caller]
pub const fn check_type(rust_name: &str, is_abstract: bool, depth: usize, gaps: &[Gap], overrides: &[Overrides]) {
    if depth > crate::types::MAX_DEPTH {
        let text = Text::new().add(&["`", rust_name, "` is more than 16 levels below `Object`"]);
        panic!("{}", text.as_str());
    }
    let mut i = 0;
    while i < overrides.len() {
        check_still_pure(rust_name, is_abstract, &overrides[i]);
        i += 1;
    }
    if !is_abstract && !gaps.is_empty() {
        let Gap { hooks, hook, .. } = gaps[0];
        let text = Text::new()
            .add(&["`", rust_name, "` is not abstract and leaves the pure method `", hook, "` open: write `impl "])
            .add(&[hooks, " for ", rust_name, " { fn ", hook, "(..) { .. } }`, or add `abstract`"]);
        panic!("{}", text.as_str());
    }
}

#[track_caller]
const fn check_still_pure(rust_name: &str, is_abstract: bool, overrides: &Overrides) {
    let Some(layer) = overrides.layer else { return };
    let mut i = 0;
    while i < overrides.still_pure.len() {
        let hook = overrides.still_pure[i];
        if !contains(layer.pure, hook) {
            let text = Text::new().add(&["`STILL_PURE` names `", hook, "`, which is not a pure method of `"]);
            panic!("{}", text.add(&[layer.hooks, "`"]).as_str());
        }
        if !is_abstract {
            let text =
                Text::new().add(&["`STILL_PURE` leaves `", hook, "` open, but `", rust_name, "` is not abstract"]);
            panic!("{}", text.as_str());
        }
        i += 1;
    }
}

/// A message put together at compile time.
struct Text {
    bytes: [u8; 512],
    len: usize,
}

impl Text {
    const fn new() -> Self {
        Self { bytes: [0; 512], len: 0 }
    }

    const fn add(mut self, parts: &[&str]) -> Self {
        let mut i = 0;
        while i < parts.len() {
            let part = parts[i].as_bytes();
            let mut j = 0;
            while j < part.len() && self.len < self.bytes.len() {
                self.bytes[self.len] = part[j];
                self.len += 1;
                j += 1;
            }
            i += 1;
        }
        self
    }

    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "a type is not complete",
        }
    }
}
