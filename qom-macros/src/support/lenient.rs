//! Items with slips in them.
//!
//! The compiler reads an item before it gives it to an attribute, and has told by then what in it is no Rust. What `syn`
//! would say of the same slip is said twice; and if nothing came of the item for it, all uses of it would be errors too.
//! So the body of a function that cannot be parsed is passed on as it is, for the compiler to read again, which tells
//! nothing twice. A field or a signature is mended, as it was probably meant; where there is no telling, it is passed on
//! too. The rest of the item is what it would have been.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Block, Expr, Field, Fields, FieldsNamed, ImplItem, Item, ItemFn, ItemImpl, ItemStruct, ItemTrait, Stmt, Token,
    TraitItem,
};

use super::mend::{self, Object};
use super::tokens::{is_group, is_sign, is_word};

/// An item, and of its fields and methods those that cannot be parsed.
pub(crate) struct Lenient {
    pub(crate) item: Item,
    pub(crate) broken: Vec<TokenStream>,
}

impl From<Item> for Lenient {
    fn from(item: Item) -> Self {
        Self { item, broken: Vec::new() }
    }
}

/// Any item. What is broken in a trait or an `impl` is among its items, as tokens.
///
/// # Errors
/// If more is wrong than a body, a field or a method.
pub(crate) fn parse_item(tokens: TokenStream) -> syn::Result<Lenient> {
    let error = match syn::parse2::<Item>(tokens.clone()) {
        Ok(item) => return Ok(item.into()),
        Err(error) => error,
    };
    let Some((before, body)) = split_body(tokens.clone()) else { return Err(error) };
    match syn::parse2::<Item>(with_empty_body(before)) {
        Ok(Item::Struct(item)) => Ok(fields(item, body.stream())),
        Ok(Item::Trait(item)) => Ok(Item::Trait(trait_items(item, body.stream())).into()),
        Ok(Item::Impl(item)) => Ok(Item::Impl(impl_items(item, body.stream())).into()),
        Ok(Item::Fn(item)) => Ok(with_body(item, &body)),
        Ok(_) => Err(error),
        Err(_) => function(tokens).ok_or(error),
    }
}

fn function(tokens: TokenStream) -> Option<Lenient> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let (before, body) = split_body(mend::function(&trees, Object::Nowhere)?)?;
    Some(with_body(syn::parse2(with_empty_body(before)).ok()?, &body))
}

fn with_body(item: ItemFn, body: &Group) -> Lenient {
    let block = Box::new(verbatim(body.stream()));
    Item::Fn(ItemFn { block, ..item }).into()
}

/// What a body belongs to, with `{}` for it.
pub(crate) fn with_empty_body(mut before: TokenStream) -> TokenStream {
    Group::new(Delimiter::Brace, TokenStream::new()).to_tokens(&mut before);
    before
}

/// An item that ends in braces, without them, and these.
pub(crate) fn split_body(tokens: TokenStream) -> Option<(TokenStream, Group)> {
    let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
    match trees.pop()? {
        TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => Some((trees.into_iter().collect(), body)),
        _ => None,
    }
}

fn verbatim(tokens: TokenStream) -> Block {
    Block { brace_token: syn::token::Brace::default(), stmts: vec![Stmt::Expr(Expr::Verbatim(tokens), None)] }
}

fn fields(mut item: ItemStruct, body: TokenStream) -> Lenient {
    let (mut named, mut broken) = (Punctuated::<Field, Token![,]>::new(), Vec::new());
    for part in parts(body, ends_field) {
        // With its comma, which the compiler may have named.
        let whole: TokenStream = part.iter().cloned().collect();
        let part = without_comma(part);
        match Field::parse_named.parse2(part.iter().cloned().collect()) {
            Ok(field) => named.push(field),
            Err(_) => match mend::field(&part) {
                Some(field) => named.push(field),
                None => broken.push(without_attributes(whole)),
            },
        }
    }
    item.fields = Fields::Named(FieldsNamed { brace_token: syn::token::Brace::default(), named });
    item.semi_token = None;
    Lenient { item: Item::Struct(item), broken }
}

fn without_comma(mut part: Vec<TokenTree>) -> Vec<TokenTree> {
    part.pop_if(|last| is_sign(last, ','));
    part
}

/// Where an item that is another one than the attribute is for begins.
pub(crate) fn first_token(item: &Item) -> TokenStream {
    without_attributes(item.to_token_stream()).into_iter().take(1).collect()
}

/// Without those in front, of which the compiler does not know ours.
fn without_attributes(part: TokenStream) -> TokenStream {
    let mut trees = part.into_iter().peekable();
    while trees.next_if(|tree| is_sign(tree, '#')).is_some() {
        trees.next_if(|tree| matches!(tree, TokenTree::Group(_)));
    }
    trees.collect()
}

/// Whether a field ends with the comma before these: they begin another one, and are not more types in `<>`. An attribute
/// begins another one in any case.
fn ends_field(part: &[TokenTree], next: &[TokenTree]) -> bool {
    let ends = part.last().is_some_and(|last| is_sign(last, ','));
    let begins = match next {
        [sign, ..] if is_sign(sign, '#') => return ends || part.iter().any(|tree| is_sign(tree, ':')),
        [word, ..] if is_word(word, "pub") => true,
        [TokenTree::Ident(_), colon, after, ..] => is_sign(colon, ':') && !is_sign(after, ':'),
        // An attribute without its `#`, or with another sign.
        [TokenTree::Group(_), TokenTree::Ident(_), ..] | [TokenTree::Literal(_), TokenTree::Group(_), ..] => true,
        [] => true,
        _ => false,
    };
    ends && begins
}

/// Whether a function, a constant or a type of a trait or an `impl` ends with this: or another function begins.
fn ends_item(part: &[TokenTree], next: &[TokenTree]) -> bool {
    let Some(last) = part.last() else { return false };
    let ends = is_sign(last, ';') || is_group(last, Delimiter::Brace);
    let begins = match next {
        [sign, TokenTree::Group(_), ..] => is_sign(sign, '#'),
        [word, TokenTree::Ident(_), ..] => is_word(word, "fn"),
        _ => false,
    };
    ends || (begins && part.iter().any(|tree| is_group(tree, Delimiter::Parenthesis)))
}

fn parts(tokens: TokenStream, ends: fn(&[TokenTree], &[TokenTree]) -> bool) -> Vec<Vec<TokenTree>> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let (mut parts, mut start) = (Vec::new(), 0);
    for end in 1..=trees.len() {
        if end == trees.len() || ends(&trees[start..end], &trees[end..]) {
            parts.push(trees[start..end].to_vec());
            start = end;
        }
    }
    parts
}

fn trait_items(mut item: ItemTrait, body: TokenStream) -> ItemTrait {
    item.items = items(body, Object::This, TraitItem::Verbatim, |item, block| {
        if let TraitItem::Fn(function) = item {
            function.default = Some(block);
        }
    });
    item
}

fn impl_items(mut item: ItemImpl, body: TokenStream) -> ItemImpl {
    item.items = items(body, Object::Receiver, ImplItem::Verbatim, |item, block| {
        if let ImplItem::Fn(function) = item {
            function.block = block;
        }
    });
    item
}

/// Those that can be parsed, as they are or mended, if need be without a body, which `set` gives them again; then those
/// that are broken, behind which the compiler reads no more.
fn items<T: Parse>(body: TokenStream, object: Object, broken: fn(TokenStream) -> T, set: fn(&mut T, Block)) -> Vec<T> {
    let parsed = |tokens: TokenStream| {
        let bodiless = || {
            let (signature, body) = split_body(tokens.clone())?;
            let mut item = syn::parse2(with_empty_body(signature)).ok()?;
            set(&mut item, verbatim(body.stream()));
            Some(item)
        };
        syn::parse2(tokens.clone()).ok().or_else(bodiless)
    };
    let (mut items, mut rest) = (Vec::new(), Vec::new());
    for part in parts(body, ends_item) {
        let tokens: TokenStream = part.iter().cloned().collect();
        match parsed(tokens.clone()).or_else(|| parsed(mend::function(&part, object)?)) {
            Some(item) => items.push(item),
            None => rest.push(broken(without_attributes(tokens))),
        }
    }
    items.append(&mut rest);
    items
}
