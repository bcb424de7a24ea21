//! What holds for every expansion: the only `unsafe` is that of an `unsafe impl`, and what a module has imported, or
//! calls as it likes, means nothing else in it.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, GenericParam, Ident, Item, Macro, Path, Stmt, Token};

use super::{cases, expanded};

#[test]
fn the_only_unsafe_is_that_of_an_impl() {
    let mut impls = 0;
    for (name, input) in cases() {
        let code: TokenStream = expanded(&name, &input).parse().unwrap();
        unsafe_impls(code, &mut impls).unwrap_or_else(|next| panic!("{name}: `unsafe {next}`"));
    }
    assert!(impls > 0, "expansions have a contract with the runtime");
}

/// Counts them; an error is what else stands behind an `unsafe`. In all tokens, also those of macros.
fn unsafe_impls(code: TokenStream, impls: &mut usize) -> Result<(), String> {
    let trees: Vec<TokenTree> = code.into_iter().collect();
    for (i, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => unsafe_impls(group.stream(), impls)?,
            TokenTree::Ident(ident) if ident == "unsafe" => match trees.get(i + 1).map(ToString::to_string) {
                Some(next) if next == "impl" => *impls += 1,
                next => return Err(next.unwrap_or_default()),
            },
            _ => {}
        }
    }
    Ok(())
}

#[test]
fn what_leads_out_starts_at_a_crate_or_is_the_users() {
    for (name, input) in cases() {
        let mut known = HashSet::new();
        users(input.parse().unwrap(), &mut known);
        assert_eq!(PRELUDE.iter().find(|word| known.contains(**word)), None, "{name}.in.rs uses the prelude");
        let code = syn::parse_file(&expanded(&name, &input)).unwrap();
        let mut declared = Declared::default();
        declared.visit_file(&code);
        known.extend(declared.names);
        known.extend(BUILT_IN.iter().map(|name| (*name).to_owned()));
        let mut found = Outside { known: &known, paths: Vec::new(), methods: Vec::new() };
        found.visit_file(&code);
        assert!(found.paths.is_empty(), "{name}: these mean what the module says: {:?}", found.paths);
        assert!(found.methods.is_empty(), "{name}: these need a trait that is in scope: {:?}", found.methods);
    }
}

/// Among the items of an expansion stand expressions and types of the user's, which would mean these if called so.
#[test]
fn what_an_expansion_adds_is_called_as_nobody_else_calls_theirs() {
    for (name, input) in cases() {
        let code = syn::parse_file(&expanded(&name, &input)).unwrap();
        for item in code.items.iter().flat_map(added) {
            let Some(ident) = name_of(item).map(ToString::to_string) else { continue };
            let is_ours = ident == "_" || ident.to_lowercase().starts_with("__qom");
            assert!(is_ours, "{name}: `{ident}` can be the name of something else");
        }
    }
}

/// The items in a `const _: () = { .. };`.
fn added(item: &Item) -> Vec<&Item> {
    let Item::Const(item) = item else { return Vec::new() };
    let Expr::Block(block) = &*item.expr else { return Vec::new() };
    let items = block.block.stmts.iter().filter_map(|statement| match statement {
        Stmt::Item(item) => Some(item),
        _ => None,
    });
    items.collect()
}

fn name_of(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}

/// What the standard prelude brings: the inputs do not use it, so that it is seen if an expansion does.
const PRELUDE: &[&str] = &[
    "Option", "Some", "None", "Result", "Ok", "Err", "String", "Vec", "Box", "Default", "Clone", "From", "Into",
    "Send", "Sync", "Drop", "Fn", "FnMut", "FnOnce", "Iterator", "ToString", "ToOwned", "AsRef", "Sized", "drop",
    "vec", "assert",
];

/// Methods of its traits.
const PRELUDE_METHODS: &[&str] = &[
    "clone",
    "into",
    "try_into",
    "to_string",
    "to_owned",
    "as_ref",
    "as_mut",
    "into_iter",
    "by_ref",
    "collect",
    "extend",
    "eq",
    "ne",
    "cmp",
    "partial_cmp",
    "fmt",
];

/// What no module can give another meaning without saying so, and the names of attributes.
const BUILT_IN: &[&str] = &[
    "Self",
    "self",
    "bool",
    "str",
    "u8",
    "u32",
    "usize",
    "i128",
    "allow",
    "cfg",
    "diagnostic",
    "doc",
    "inline",
    "linkme",
    "repr",
    "should_panic",
    "track_caller",
];

/// The words that code of users begins a path with: not behind a `::` or a `.`.
fn users(code: TokenStream, found: &mut HashSet<String>) {
    let trees: Vec<TokenTree> = code.into_iter().collect();
    let is = |i: Option<usize>, c: char| matches!(i.map(|i| &trees[i]), Some(TokenTree::Punct(p)) if p.as_char() == c);
    for (i, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => users(group.stream(), found),
            TokenTree::Ident(ident) => {
                let (before, two_before) = (i.checked_sub(1), i.checked_sub(2));
                let is_behind = is(before, '.') || (is(before, ':') && is(two_before, ':'));
                if !is_behind {
                    found.insert(ident.to_string());
                }
            }
            _ => {}
        }
    }
}

/// What an expansion declares.
#[derive(Default)]
struct Declared {
    names: HashSet<String>,
}

impl<'ast> Visit<'ast> for Declared {
    fn visit_item(&mut self, item: &'ast Item) {
        self.names.extend(name_of(item).map(ToString::to_string));
        visit::visit_item(self, item);
    }

    // What `offset_of!` names.
    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.names.extend(field.ident.as_ref().map(ToString::to_string));
    }

    fn visit_use_rename(&mut self, rename: &'ast syn::UseRename) {
        self.names.insert(rename.rename.to_string());
    }

    fn visit_generic_param(&mut self, param: &'ast GenericParam) {
        if let GenericParam::Type(param) = param {
            self.names.insert(param.ident.to_string());
        }
        visit::visit_generic_param(self, param);
    }

    fn visit_pat_ident(&mut self, pat: &'ast syn::PatIdent) {
        self.names.insert(pat.ident.to_string());
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        for argument in arguments(call) {
            self.visit_expr(&argument);
        }
    }
}

/// The arguments of a macro of the standard library, which are expressions.
fn arguments(call: &Macro) -> Punctuated<Expr, Token![,]> {
    let parsed = Punctuated::parse_terminated.parse2(call.tokens.clone());
    parsed.unwrap_or_else(|error| panic!("{error} in the macro call {}", call.tokens))
}

/// What else the code of an expansion names.
struct Outside<'k> {
    known: &'k HashSet<String>,
    paths: Vec<String>,
    methods: Vec<String>,
}

impl<'ast> Visit<'ast> for Outside<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        let first = path.segments[0].ident.to_string();
        // `<T>::item` has the colon too.
        if path.leading_colon.is_none() && !self.known.contains(&first) {
            self.paths.push(first);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let method = call.method.to_string();
        if PRELUDE_METHODS.contains(&method.as_str()) {
            self.methods.push(method);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        for argument in arguments(call) {
            self.visit_expr(&argument);
        }
    }

    // Where a function is visible, and not a path of code.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}
