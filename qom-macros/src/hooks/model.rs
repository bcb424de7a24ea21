//! The hooks, checked.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, FnArg, GenericParam, Ident, ItemTrait, Lifetime, Meta, Pat, PatType, ReturnType, Signature,
    TraitItem, TraitItemFn, Type, Visibility, parse_quote,
};

use crate::support::errors::Errors;
use crate::support::names::hooks_trait;
use crate::support::options::{Known, parse_options};
use crate::support::tokens::is;

/// The trait of the hooks.
pub(crate) struct HooksTrait {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) hooks: Vec<Hook>,
    pub(crate) refused: Vec<Refused>,
    /// What could not be parsed, for the compiler to say it.
    pub(crate) broken: Vec<TokenStream>,
}

/// A function that cannot be a hook. It stays in the trait and can be called, so that the types that implement it and
/// the callers are not wrong as well.
pub(crate) struct Refused {
    pub(crate) hook: TraitItemFn,
    pub(crate) caller: Option<TraitItemFn>,
}

/// A hook.
pub(crate) struct Hook {
    /// The documentation, and what else is for whoever calls the method.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) lifetimes: Vec<GenericParam>,
    pub(crate) params: Vec<Param>,
    pub(crate) output: ReturnType,
    /// The base implementation; `None` for a pure method.
    pub(crate) body: Option<Block>,
    pub(crate) kind: Kind,
    /// Has no method for callers.
    pub(crate) internal: bool,
}

#[derive(Clone, PartialEq)]
pub(crate) enum Kind {
    /// Has a `this`.
    Method(This),
    ClassMethod,
    ClassField,
}

/// `this: &'a Self`.
#[derive(Clone, PartialEq)]
pub(crate) struct This {
    /// `this`, or `_this`.
    pub(crate) name: Ident,
    pub(crate) lifetime: Option<Lifetime>,
}

/// A parameter after `this`.
pub(crate) struct Param {
    /// As the base implementation takes it apart.
    pub(crate) pat: Pat,
    /// As everyone else calls it.
    pub(crate) name: Ident,
    pub(crate) ty: Type,
}

impl HooksTrait {
    /// The hooks without a base implementation.
    pub(crate) fn pure(&self) -> Vec<String> {
        self.hooks.iter().filter(|hook| hook.body.is_none()).map(|hook| hook.ident.to_string()).collect()
    }
}

impl Hook {
    pub(crate) fn names(&self) -> Vec<&Ident> {
        self.params.iter().map(|param| &param.name).collect()
    }

    /// Its lifetimes in angle brackets, if it has any.
    pub(crate) fn generics(&self) -> Option<TokenStream> {
        let lifetimes = &self.lifetimes;
        (!lifetimes.is_empty()).then(|| quote!(<#(#lifetimes),*>))
    }

    pub(crate) fn typed(&self) -> Vec<TokenStream> {
        self.params.iter().map(|Param { name, ty, .. }| quote!(#name: #ty)).collect()
    }
}

/// Methods that every handle or object has; a hook of that name could not be called, or would hide them.
const RESERVED: &[&str] = &[
    "new",
    "try_new",
    "of",
    "info",
    "clone",
    "deref",
    "as_ref",
    "handle",
    "upcast",
    "upcast_ref",
    "downcast",
    "downcast_ref",
    "downgrade",
    "interface",
    "into_interface",
    "into_object",
    "as_interface",
    "class",
    "type_name",
    "is_instance_of",
    "checked_cast",
    "handle_count",
    "context",
    "add_child",
    "unparent",
    "parent",
    "path_component",
    "canonical_path",
    "child",
    "children",
    "get",
    "set",
    "set_from_str",
    "set_from_keyval",
    "set_all",
    "resolve_at",
    "instance",
    "instance_in",
    "instance_with",
    "get_or_create",
    "get_or_create_in",
    "register_with",
    "unregister",
];

pub(crate) fn check(item: ItemTrait, owner: &Ident, errors: &mut Errors) -> HooksTrait {
    let expected = hooks_trait(owner);
    if item.ident != expected {
        let text = format!("the hooks of `{owner}` are called `{expected}`: `X` is the type, `XImpl` its hooks");
        errors.at(&item.ident, text);
    }
    if let Some(unsafety) = item.unsafety {
        errors.at(unsafety, "hooks are safe to implement: remove `unsafe`");
    }
    let text = "hooks have one class layer, so their trait is not generic";
    if !item.generics.params.is_empty() {
        errors.at(&item.generics.params, text);
    } else if let Some(clause) = &item.generics.where_clause {
        errors.at(clause, text);
    }
    if !item.supertraits.is_empty() {
        let text = "remove the supertraits: the types that implement the hooks are those that derive from the type";
        errors.at(&item.supertraits, text);
    }
    let mut hooks: Vec<Hook> = Vec::new();
    let (mut refused, mut broken) = (Vec::new(), Vec::new());
    for item in item.items {
        if let TraitItem::Verbatim(tokens) = item {
            broken.push(tokens);
            continue;
        }
        match check_item(item, errors) {
            Some(Ok(hook)) if hooks.iter().any(|other| other.ident == hook.ident) => {
                errors.at(&hook.ident, format!("there is a hook `{}` already: choose another name", hook.ident));
            }
            Some(Ok(hook)) => hooks.push(hook),
            Some(Err(hook)) => refused.push(refuse(hook)),
            None => {}
        }
    }
    // By the name that it has: who implements it is not wrong as well. The interface itself takes the other name.
    let ident = if item.ident == *owner { expected } else { item.ident };
    HooksTrait { attrs: item.attrs, vis: item.vis, ident, hooks, refused, broken }
}

fn refuse(mut hook: TraitItemFn) -> Refused {
    hook.attrs.retain(|attr| is(attr, "doc"));
    hook.sig.constness = None;
    let mut found = Forbidden::default();
    found.visit_return_type(&hook.sig.output);
    // Never runs, there is an error; but there is no value that is any `impl Trait`.
    let body = found.impls.is_empty().then(|| parse_quote!({ ::core::unreachable!() }));
    hook.default = hook.default.and_then(|_| body.clone());
    let has_this = match hook.sig.inputs.first_mut() {
        Some(FnArg::Receiver(_)) => true,
        Some(FnArg::Typed(first)) if is_this(first) || is_ref_self(&first.ty) => {
            // As it is written in the types that implement it.
            first.ty = parse_quote!(&Self);
            true
        }
        _ => false,
    };
    let caller = body.filter(|_| has_this).map(|body| {
        let mut caller = hook.clone();
        // They would stand behind its `pub`.
        caller.attrs.clear();
        caller.sig.inputs[0] = parse_quote!(&self);
        caller.default = Some(body);
        caller
    });
    Refused { hook, caller }
}

/// The hook, or the function that cannot be one.
fn check_item(item: TraitItem, errors: &mut Errors) -> Option<Result<Hook, TraitItemFn>> {
    match item {
        TraitItem::Fn(item) => Some(check_hook(item.clone(), errors).ok_or(item)),
        TraitItem::Const(item) => {
            let name = item.ident.to_string().to_lowercase();
            let ty = item.ty.to_token_stream();
            let text = format!("a value that each class has is written `#[class_field] fn {name}() -> {ty} {{ .. }}`");
            errors.at(&item.ident, text);
            None
        }
        TraitItem::Type(item) => {
            errors.at(&item.ident, "hooks have no associated types: every type shares one class layer");
            None
        }
        other => {
            errors.at(other, "only functions can be hooks");
            None
        }
    }
}

fn check_hook(item: TraitItemFn, errors: &mut Errors) -> Option<Hook> {
    let TraitItemFn { attrs, sig, default: body, .. } = item;
    let (ours, attrs): (Vec<_>, Vec<_>) =
        attrs.into_iter().partition(|attr| is(attr, "hook") || is(attr, "class_field"));
    if let Some(cfg) = attrs.iter().find(|attr| is(attr, "cfg") || is(attr, "cfg_attr")) {
        errors.at(cfg, "a hook is there for all or for none: put `#[cfg]` inside its body");
    }
    let internal = is_internal(&ours, errors);
    let is_field = ours.iter().any(|attr| is(attr, "class_field"));
    check_signature(&sig, errors)?;
    if let Some(body) = &body {
        check_body(body, errors)?;
    }
    let name = sig.ident.to_string();
    if RESERVED.contains(&name.as_str()) {
        errors.at(&sig.ident, format!("every object or handle has a `{name}` already: choose another name"));
    }
    let mut inputs = sig.inputs.into_iter().peekable();
    let mut kind = Kind::ClassMethod;
    if let Some(FnArg::Typed(first)) = inputs.peek()
        && is_this(first)
    {
        kind = Kind::Method(this(first, errors)?);
        inputs.next();
    }
    let params = inputs.enumerate().filter_map(|(i, input)| match input {
        FnArg::Typed(input) => Some(param(i, input, body.is_some())),
        FnArg::Receiver(_) => None,
    });
    let params: Vec<Param> = params.collect();
    if is_field {
        if kind != Kind::ClassMethod || !params.is_empty() {
            errors.at(&sig.ident, "a class field takes no parameters: it is a value that the class has");
            return None;
        }
        if body.is_none() {
            let text = format!("a class field has a value to start with: `fn {name}() -> .. {{ value }}`");
            errors.at(&sig.ident, text);
            return None;
        }
        kind = Kind::ClassField;
    }
    let lifetimes = sig.generics.params.into_iter().collect();
    Some(Hook { attrs, ident: sig.ident, lifetimes, params, output: sig.output, body, kind, internal })
}

const HOOK_OPTIONS: Known<'_> = Known { of: "of `hook`", names: &["internal"] };

fn is_internal(attrs: &[Attribute], errors: &mut Errors) -> bool {
    let mut internal = false;
    for attr in attrs {
        match &attr.meta {
            Meta::List(list) if is(attr, "hook") => {
                parse_options(&HOOK_OPTIONS, list.tokens.clone(), errors, |name, _| {
                    internal |= name == "internal";
                    Ok(name == "internal")
                });
            }
            Meta::Path(_) if is(attr, "class_field") => {}
            _ if is(attr, "hook") => errors.at(attr, "write what is special about the hook: `#[hook(internal)]`"),
            _ => errors.at(attr, "`#[class_field]` takes no options: the value is the body of the function"),
        }
    }
    internal
}

fn check_signature(sig: &Signature, errors: &mut Errors) -> Option<()> {
    let mut fine = true;
    let mut refuse = |place: &dyn ToTokens, text: &str| {
        errors.at(place, text);
        fine = false;
    };
    if let Some(receiver) = sig.receiver() {
        refuse(
            receiver,
            "hooks take `this: &Self`: a method with a receiver would be called in place of the virtual one",
        );
    }
    if let Some(token) = &sig.asyncness {
        refuse(token, "a hook is not `async`: return a boxed future");
    }
    if let Some(token) = &sig.constness {
        refuse(token, "a hook is not `const`: it is found at run time");
    }
    if !sig.safety.to_token_stream().is_empty() {
        refuse(&sig.safety, "a hook is safe to call: remove `unsafe`");
    }
    if let Some(abi) = &sig.abi {
        refuse(abi, "a hook is a Rust function: remove the ABI");
    }
    for param in &sig.generics.params {
        match param {
            GenericParam::Lifetime(lifetime) if lifetime.bounds.is_empty() => {}
            GenericParam::Lifetime(_) => refuse(param, "a lifetime of a hook has no bounds: use one lifetime for both"),
            _ => refuse(param, "a hook has one slot in the class, so it has no type parameters"),
        }
    }
    if let Some(clause) = &sig.generics.where_clause {
        refuse(clause, "a hook has one slot in the class, so it has no `where` clause");
    }
    let mut found = Forbidden::default();
    for (i, input) in sig.inputs.iter().enumerate() {
        let FnArg::Typed(input) = input else { continue };
        match (i, is_this(input)) {
            (0, true) => {}
            (0, false) if is_ref_self(&input.ty) => refuse(&input.pat, "the object is called `this`: `this: &Self`"),
            (_, true) => refuse(&input.pat, "`this` is the first parameter"),
            _ => found.visit_type(&input.ty),
        }
    }
    found.visit_return_type(&sig.output);
    for place in found.selfs {
        refuse(&place, "only `this` can be of type `Self`, which differs between types: name the type");
    }
    for place in found.impls {
        refuse(
            &place,
            "a hook has one slot in the class, so its types are spelled out: write `Box<dyn ..>` or `&dyn ..`",
        );
    }
    fine.then_some(())
}

/// In a body there is no `self`, and what the compiler would say of it is about a function that nobody wrote.
fn check_body(body: &Block, errors: &mut Errors) -> Option<()> {
    let mut found = Selves::default();
    found.visit_block(body);
    match found.first {
        Some(place) => {
            errors.at(place, "the object is called `this`, the parameter `this: &Self`");
            None
        }
        None => Some(()),
    }
}

#[derive(Default)]
struct Selves {
    first: Option<Ident>,
}

impl<'ast> Visit<'ast> for Selves {
    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        if let Some(ident) = path.path.get_ident()
            && ident == "self"
        {
            self.first.get_or_insert_with(|| ident.clone());
        }
    }

    // Its functions have a `self` of their own.
    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

/// Types that a method slot cannot have.
#[derive(Default)]
struct Forbidden {
    selfs: Vec<Ident>,
    impls: Vec<Type>,
}

impl<'ast> Visit<'ast> for Forbidden {
    fn visit_type(&mut self, ty: &'ast Type) {
        if matches!(ty, Type::ImplTrait(_)) {
            self.impls.push(ty.clone());
        }
        visit::visit_type(self, ty);
    }

    fn visit_ident(&mut self, ident: &'ast Ident) {
        if ident == "Self" {
            self.selfs.push(ident.clone());
        }
    }
}

fn is_this(input: &PatType) -> bool {
    matches!(&*input.pat, Pat::Ident(pat) if pat.ident == "this" || pat.ident == "_this")
}

fn is_ref_self(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference) if reference.mutability.is_none()
        && matches!(&*reference.elem, Type::Path(path) if path.qself.is_none() && path.path.is_ident("Self")))
}

/// `this: &'a Self`. `None` if `this` is something else.
fn this(this: &PatType, errors: &mut Errors) -> Option<This> {
    if let Type::Reference(reference) = &*this.ty
        && let Pat::Ident(pat) = &*this.pat
        && is_ref_self(&this.ty)
    {
        return Some(This { name: pat.ident.clone(), lifetime: reference.lifetime.clone() });
    }
    let is_shared = matches!(&*this.ty, Type::Reference(reference) if reference.mutability.is_none());
    let text = if is_shared {
        "`this` is a `&Self`: the object is of the type that implements the hook, and not always of this one"
    } else {
        "`this` is a `&Self`: objects are shared, so hooks change them through cells, atomics or locks"
    };
    errors.at(&this.ty, text);
    None
}

fn param(i: usize, input: PatType, has_body: bool) -> Param {
    let name = match &*input.pat {
        Pat::Ident(pat) => pat.ident.clone(),
        _ => format_ident!("arg{i}"),
    };
    // Without a body nobody takes the value apart.
    let pat = if has_body { *input.pat } else { Pat::Verbatim(name.to_token_stream()) };
    Param { pat, name, ty: *input.ty }
}
