//! Pieces of code and of items that the attributes have in common.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Attribute, Expr, ExprLit, ExprUnary, Lit, Meta, Path, Signature};

/// Where the expansions find what they name: `::qom_core::private`, or under the path that `crate = ..` gives.
pub(crate) fn private(crate_path: Option<&Path>) -> TokenStream {
    private_at(crate_path, Span::call_site())
}

/// The same, for code in the place of something that the user wrote.
pub(crate) fn private_at(crate_path: Option<&Path>, at: Span) -> TokenStream {
    match crate_path {
        Some(path) => quote!(#path::private),
        None => quote_spanned!(at=> ::qom_core::private),
    }
}

/// What the code between declarations may do that a crate may have forbidden itself: code in the place of what the user
/// wrote is checked as if it were the user's.
pub(crate) fn allowed() -> TokenStream {
    quote! {
        #[allow(
            deprecated,
            trivial_casts,
            trivial_numeric_casts,
            unreachable_pub,
            unused_braces,
            unused_parens,
            unused_qualifications,
            clippy::all,
            clippy::pedantic,
            clippy::nursery
        )]
    }
}

/// The expansion, without attributes of the compiler's tools if the path to the crate starts at all crates, `::q`: that
/// is written in a module with `#![no_implicit_prelude]`, where the compiler knows no tool. They are for its messages.
pub(crate) fn without_tools(crate_path: Option<&Path>, code: TokenStream) -> TokenStream {
    if crate_path.is_some_and(|path| path.leading_colon.is_some()) { without_tool_attributes(code) } else { code }
}

fn without_tool_attributes(code: TokenStream) -> TokenStream {
    let is_of_tool = |tree: &TokenTree| match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "diagnostic")
        }
        _ => false,
    };
    let mut kept: Vec<TokenTree> = Vec::new();
    for tree in code {
        if is_of_tool(&tree) && kept.pop_if(|last| matches!(last, TokenTree::Punct(p) if p.as_char() == '#')).is_some()
        {
            continue;
        }
        kept.push(match tree {
            TokenTree::Group(group) => group_of(&group, group.delimiter(), without_tool_attributes(group.stream())),
            other => other,
        });
    }
    kept.into_iter().collect()
}

/// Code with the place of the whole of what the user wrote: a span is one token's, so `code` is written at the last
/// token of it, and then starts at the first.
pub(crate) fn spread(of: &impl ToTokens, code: impl FnOnce(Span) -> TokenStream) -> TokenStream {
    let written: Vec<TokenTree> = of.to_token_stream().into_iter().collect();
    let (Some(first), Some(last)) = (written.first(), written.last()) else { return code(Span::call_site()) };
    let mut code: Vec<TokenTree> = code(last.span()).into_iter().collect();
    if let Some(token) = code.first_mut() {
        token.set_span(first.span());
    }
    code.into_iter().collect()
}

/// What the user wrote, with the type's name for `Self`, which is not there where the expansion needs it.
pub(crate) fn without_self(written: TokenStream, ident: &Ident) -> TokenStream {
    replaced(written, &|token| match token {
        TokenTree::Ident(name) if name == "Self" => {
            let mut ident = ident.clone();
            ident.set_span(name.span());
            Some(ident.into())
        }
        _ => None,
    })
}

/// What the user wrote, with parentheses around what a `macro_rules!` macro handed on as one expression: the compiler does
/// not see in an expansion that it is one, and takes `$a * 2` with `1 + 1` for `$a` as `1 + 1 * 2`.
pub(crate) fn with_parentheses(written: TokenStream) -> TokenStream {
    replaced(written, &|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None && is_loose(group.stream()) => {
            Some(group_of(group, Delimiter::Parenthesis, with_parentheses(group.stream())))
        }
        _ => None,
    })
}

/// Whether what stands beside an expression can be taken for a part of it.
fn is_loose(written: TokenStream) -> bool {
    match syn::parse2(written) {
        Ok(Expr::Unary(ExprUnary { expr, .. })) => !matches!(*expr, Expr::Lit(_)),
        Ok(expr) => matches!(expr, Expr::Binary(_) | Expr::Cast(_)),
        Err(_) => false,
    }
}

/// The tokens, also those in groups, with others for those that `other` has one for.
fn replaced(written: TokenStream, other: &impl Fn(&TokenTree) -> Option<TokenTree>) -> TokenStream {
    if_replaced(written.clone(), other).unwrap_or(written)
}

/// The same, if it is not what it was: a group in which nothing changes keeps the places of its two ends.
fn if_replaced(written: TokenStream, other: &impl Fn(&TokenTree) -> Option<TokenTree>) -> Option<TokenStream> {
    let mut changes = false;
    let replace = |token: TokenTree| {
        let new = other(&token).or_else(|| match &token {
            TokenTree::Group(group) => Some(group_of(group, group.delimiter(), if_replaced(group.stream(), other)?)),
            _ => None,
        });
        changes |= new.is_some();
        new.unwrap_or(token)
    };
    let tokens: TokenStream = written.into_iter().map(replace).collect();
    changes.then_some(tokens)
}

fn group_of(like: &Group, delimiter: Delimiter, inner: TokenStream) -> TokenTree {
    let mut group = Group::new(delimiter, inner);
    group.set_span(like.span());
    group.into()
}

/// An `Option` of the value.
pub(crate) fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// The documentation in an item's attributes, lines joined.
pub(crate) fn doc_text(attrs: &[Attribute]) -> String {
    let lines = attrs.iter().filter_map(|attr| match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect();
    lines.join("\n")
}

/// The first paragraph of documentation, in one line.
pub(crate) fn first_paragraph(doc: &str) -> String {
    let paragraph: Vec<&str> = doc.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ")
}

/// Whether an attribute is called `name`.
pub(crate) fn is(attr: &Attribute, name: &str) -> bool {
    attr.path().is_ident(name)
}

pub(crate) fn is_sign(tree: &TokenTree, c: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == c)
}

pub(crate) fn is_word(tree: &TokenTree, word: &str) -> bool {
    matches!(tree, TokenTree::Ident(ident) if ident == word)
}

pub(crate) fn is_group(tree: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// What a function has that a plain one has not: what is called by the framework is `fn name(..) -> ..`.
pub(crate) fn beyond_plain(sig: &Signature) -> Option<TokenStream> {
    let Signature { constness, asyncness, safety, abi, generics, variadic, .. } = sig;
    let generics = (!generics.params.is_empty()).then(|| generics.to_token_stream());
    let beyond = [constness.to_token_stream(), asyncness.to_token_stream(), safety.to_token_stream()];
    let beyond =
        beyond.into_iter().chain([abi.to_token_stream(), generics.into_token_stream(), variadic.to_token_stream()]);
    beyond.into_iter().find(|tokens| !tokens.is_empty())
}
