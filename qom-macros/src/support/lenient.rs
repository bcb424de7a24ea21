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

/// An item, and of its fields and methods those that cannot be parsed.
pub(crate) struct Lenient<T> {
    pub(crate) item: T,
    pub(crate) broken: Vec<TokenStream>,
}

/// Any item. What is broken in a trait or an `impl` is among its items, as tokens.
///
/// # Errors
/// If more is wrong than a body, a field or a method.
pub(crate) fn parse_item(tokens: TokenStream) -> syn::Result<Lenient<Item>> {
    let error = match syn::parse2::<Item>(tokens.clone()) {
        Ok(item) => return Ok(Lenient { item, broken: Vec::new() }),
        Err(error) => error,
    };
    let Some((before, body)) = split_body(tokens.clone()) else { return Err(error) };
    match syn::parse2::<Item>(with_empty_body(before)) {
        Ok(Item::Struct(item)) => fields(item, body.stream()),
        Ok(Item::Trait(item)) => {
            Ok(Lenient { item: Item::Trait(trait_items(item, body.stream())), broken: Vec::new() })
        }
        Ok(Item::Impl(item)) => Ok(Lenient { item: Item::Impl(impl_items(item, body.stream())), broken: Vec::new() }),
        Ok(Item::Fn(item)) => {
            let block = Box::new(verbatim(body.stream()));
            Ok(Lenient { item: Item::Fn(ItemFn { block, ..item }), broken: Vec::new() })
        }
        Ok(_) => Err(error),
        Err(_) => function(tokens).ok_or(error),
    }
}

fn function(tokens: TokenStream) -> Option<Lenient<Item>> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let (before, body) = split_body(mend::function(&trees, Object::Nowhere)?)?;
    let item: ItemFn = syn::parse2(with_empty_body(before)).ok()?;
    let block = Box::new(verbatim(body.stream()));
    Some(Lenient { item: Item::Fn(ItemFn { block, ..item }), broken: Vec::new() })
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

fn fields(mut item: ItemStruct, body: TokenStream) -> syn::Result<Lenient<Item>> {
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
    Ok(Lenient { item: Item::Struct(item), broken })
}

fn without_comma(mut part: Vec<TokenTree>) -> Vec<TokenTree> {
    part.pop_if(|last| matches!(last, TokenTree::Punct(punct) if punct.as_char() == ','));
    part
}

/// Without those in front, of which the compiler does not know ours.
pub(crate) fn without_attributes(part: TokenStream) -> TokenStream {
    let mut trees = part.into_iter().peekable();
    while trees.next_if(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '#')).is_some() {
        trees.next_if(|tree| matches!(tree, TokenTree::Group(_)));
    }
    trees.collect()
}

/// Whether a field ends with the comma before these: they begin another one, and are not more types in `<>`. An attribute
/// begins another one in any case.
fn ends_field(part: &[TokenTree], next: &[TokenTree]) -> bool {
    let is = |tree: Option<&TokenTree>, c: char| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == c);
    let ends = is(part.last(), ',');
    let begins = match next {
        [TokenTree::Punct(punct), ..] if punct.as_char() == '#' => {
            return ends || part.iter().any(|tree| is(Some(tree), ':'));
        }
        [TokenTree::Ident(ident), ..] if ident == "pub" => true,
        [TokenTree::Ident(_), colon, after, ..] => is(Some(colon), ':') && !is(Some(after), ':'),
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
    let ends = match last {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let begins = match next {
        [TokenTree::Punct(sign), TokenTree::Group(_), ..] => sign.as_char() == '#',
        [TokenTree::Ident(word), TokenTree::Ident(_), ..] => word == "fn",
        _ => false,
    };
    ends || (begins
        && part
            .iter()
            .any(|tree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)))
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
