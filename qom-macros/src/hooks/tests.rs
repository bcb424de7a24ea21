//! What hooks are read as, and which are refused.

use quote::ToTokens;

use super::model::{HooksTrait, Kind, check};
use super::parse_trait;
use crate::support::errors::Errors;
use crate::support::page::written;
use crate::testing::{Written, refused, refused_and_lost};

fn hooks(text: &str) -> HooksTrait {
    let Written { options, item, .. } = Written::of(text);
    let mut errors = Errors::default();
    let item = parse_trait("qom_class", item, &mut errors).expect(text);
    let hooks = check(item, &syn::parse2(options).unwrap(), &mut errors);
    assert!(errors.is_empty(), "{text}: {}", errors.into_tokens());
    hooks
}

#[test]
fn hooks_are_in_the_model() {
    let cases = [
        ("fn put(this: &Self, byte: u8) -> Result<()>;", "pure method put() (byte: u8) -> Result<()>"),
        ("fn put(_this: &Self) {}", "method put() ()"),
        ("fn put<'a>(this: &'a Self, b: &'a u8) -> &'a u8 { b }", "method 'a put(<'a>) (b: &'a u8) -> &'a u8"),
        ("fn put<'a>(this: &Self, b: &'a u8) {}", "method put(<'a>) (b: &'a u8)"),
        // What takes a parameter apart is for the body alone.
        ("fn put(this: &Self, (a, b): (u8, u8)) {}", "method put() (arg0: (u8, u8))"),
        ("fn put(this: &Self, _: u8);", "pure method put() (arg0: u8)"),
        ("fn most() -> u32 { 1 }", "class method most() () -> u32"),
        ("fn most(of: u8);", "pure class method most() (of: u8)"),
        ("#[class_field] fn depth() -> usize { 16 }", "class field depth() () -> usize"),
        ("#[hook(internal)] fn put(this: &Self);", "pure internal method put() ()"),
    ];
    for (hook, expected) in cases {
        let hooks = hooks(&format!("#[qom_class(X)] trait XImpl {{ {hook} }}"));
        let [hook] = &hooks.hooks[..] else { panic!("{expected}: {} hooks", hooks.hooks.len()) };
        let kind = match &hook.kind {
            Kind::Method(this) => format!("method {}", written(&this.lifetime)),
            Kind::ClassMethod => "class method".to_owned(),
            Kind::ClassField => "class field".to_owned(),
        };
        let pure = if hook.body.is_none() { "pure " } else { "" };
        let internal = if hook.internal { "internal " } else { "" };
        let typed: Vec<String> = hook.typed().iter().map(written).collect();
        let (generics, output) = (written(hook.generics()), hook.output.to_token_stream());
        let output =
            if output.is_empty() { String::new() } else { format!(" {}", written(output).replace("->", "-> ")) };
        let (kind, typed) = (kind.trim_end(), typed.join(", ").replace(':', ": "));
        assert_eq!(format!("{pure}{internal}{kind} {}({generics}) ({typed}){output}", hook.ident), expected);
        assert_eq!(hooks.pure().len(), usize::from(hook.body.is_none()));
    }
}

#[test]
fn what_stands_on_the_trait_and_on_a_hook_is_kept() {
    let hooks =
        hooks("#[qom_class(X)] #[cfg(unix)] pub(super) trait XImpl { /** Puts. */ #[must_use] fn put() -> u8; }");
    assert_eq!((written(&hooks.vis), hooks.attrs.len(), hooks.hooks[0].attrs.len()), ("pub(super)".to_owned(), 1, 2));
    assert!(hooks.refused.is_empty() && hooks.broken.is_empty());
}

#[test]
fn a_trait_that_cannot_be_one_of_hooks_is_refused() {
    let name = "the hooks of `X` are called `XImpl`: `X` is the type, `XImpl` its hooks";
    let generic = "hooks have one class layer, so their trait is not generic";
    let cases = [
        ("trait «Hooks» {}", name),
        ("«unsafe» trait XImpl {}", "hooks are safe to implement: remove `unsafe`"),
        ("trait XImpl<«T»> {}", generic),
        ("trait XImpl «where Self: Sized» {}", generic),
        (
            "trait XImpl: «Send + Sync» {}",
            "remove the supertraits: the types that implement the hooks are those that derive from the type",
        ),
    ];
    for (item, reason) in cases {
        refused(&format!("#[qom_class(X)] {item}"), &[reason]);
    }
    // It gets the right name.
    refused_and_lost("#[qom_class(X)] trait «X» {}", &[name]);
}

#[test]
fn items_that_cannot_be_hooks_are_refused() {
    let cases = [
        (
            "const «MOST_BAUD»: u32 = 1;",
            "a value that each class has is written `#[class_field] fn most_baud() -> u32 { .. }`",
        ),
        ("type «Item»;", "hooks have no associated types: every type shares one class layer"),
        ("«hooks!();»", "only functions can be hooks"),
        ("fn put(); fn «put»(this: &Self);", "there is a hook `put` already: choose another name"),
        ("fn «downcast_ref»(this: &Self);", "every object or handle has a `downcast_ref` already: choose another name"),
        ("«#[cfg(unix)]» fn put();", "a hook is there for all or for none: put `#[cfg]` inside its body"),
        (
            "«#[cfg_attr(unix, doc = \"\")]» fn put();",
            "a hook is there for all or for none: put `#[cfg]` inside its body",
        ),
        ("«#[hook]» fn put();", "write what is special about the hook: `#[hook(internal)]`"),
        ("#[hook(«intrenal»)] fn put();", "unknown option `intrenal` of `hook`: did you mean `internal`?"),
        (
            "«#[class_field(1)]» fn put() -> u8 { 1 }",
            "`#[class_field]` takes no options: the value is the body of the function",
        ),
        (
            "#[class_field] fn «put»(a: u8) -> u8 { a }",
            "a class field takes no parameters: it is a value that the class has",
        ),
        (
            "#[class_field] fn «put»(this: &Self) {}",
            "a class field takes no parameters: it is a value that the class has",
        ),
        ("#[class_field] fn «put»() -> u8;", "a class field has a value to start with: `fn put() -> .. { value }`"),
    ];
    for (item, reason) in cases {
        refused(&format!("#[qom_class(X)] trait XImpl {{ {item} }}"), &[reason]);
    }
}

#[test]
fn signatures_that_no_slot_can_have_are_refused() {
    let receiver = "hooks take `this: &Self`: a method with a receiver would be called in place of the virtual one";
    let selfs = "only `this` can be of type `Self`, which differs between types: name the type";
    let impls = "a hook has one slot in the class, so its types are spelled out: write `Box<dyn ..>` or `&dyn ..`";
    let shared = "`this` is a `&Self`: objects are shared, so hooks change them through cells, atomics or locks";
    let cases = [
        ("fn put(«&self»);", receiver),
        ("fn put(«&mut self», a: u8) {}", receiver),
        ("fn put(«self: &Obj<Self>»);", receiver),
        ("«async» fn put(this: &Self);", "a hook is not `async`: return a boxed future"),
        ("«const» fn put(this: &Self) {}", "a hook is not `const`: it is found at run time"),
        ("«unsafe» fn put(this: &Self);", "a hook is safe to call: remove `unsafe`"),
        ("«extern \"C\"» fn put(this: &Self);", "a hook is a Rust function: remove the ABI"),
        ("fn put<'a, «'b: 'a»>(this: &Self);", "a lifetime of a hook has no bounds: use one lifetime for both"),
        ("fn put<«T»>(this: &Self, a: T);", "a hook has one slot in the class, so it has no type parameters"),
        ("fn put<«const N: usize»>();", "a hook has one slot in the class, so it has no type parameters"),
        ("fn put(this: &Self) «where u8: Copy»;", "a hook has one slot in the class, so it has no `where` clause"),
        ("fn put(«it»: &Self);", "the object is called `this`: `this: &Self`"),
        ("fn put(a: u8, «this»: &u8);", "`this` is the first parameter"),
        ("fn put(this: &Self, other: &«Self»);", selfs),
        ("fn put() -> Option<«Self»>;", selfs),
        ("fn put(this: &Self, f: «impl Fn()»);", impls),
        ("fn put() -> «impl Fn()»;", impls),
        ("fn put(this: «&mut Self»);", shared),
        ("fn put(this: «Obj<Self>»);", shared),
        ("fn put(this: &Self) { «self».put() }", "the object is called `this`, the parameter `this: &Self`"),
    ];
    for (hook, reason) in cases {
        refused(&format!("#[qom_class(X)] trait XImpl {{ {hook} }}"), &[reason]);
    }
    // An item in a body has a `self` of its own.
    hooks("#[qom_class(X)] trait XImpl { fn put() { struct A; impl A { fn a(&self) -> &Self { self } } } }");
}

/// Several mistakes in one hook, and in others, are all told; what is refused can still be implemented and called.
#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let text = "#[qom_class(X)] trait XImpl { «async» «unsafe» fn put(«&self»); fn fine(); fn get(«it»: &Self); }";
    let reasons = [
        "a hook is not `async`: return a boxed future",
        "a hook is safe to call: remove `unsafe`",
        "hooks take `this: &Self`: a method with a receiver would be called in place of the virtual one",
        "the object is called `this`: `this: &Self`",
    ];
    refused(text, &reasons);
    let expanded = Written::of(&text.replace(['«', '»'], "")).expand().to_string();
    for kept in ["fn put (& self)", "fn fine ()", "fn get (it : & Self)"] {
        assert!(expanded.contains(kept), "{kept} is not in {expanded}");
    }
}
