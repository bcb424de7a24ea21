//! Items with slips in them.
//!
//! The compiler reads an item before it gives it to an attribute, and has told by then what in it is no Rust. What `syn`
//! would say of the same slip is said twice; and if nothing came of the item for it, all uses of it would be errors too.
//! So a function body, a field or a method that cannot be parsed is passed on as it is, for the compiler to read again,
//! which tells nothing twice, and the rest of the item is what it would have been.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Block, Expr, Field, Fields, FieldsNamed, ImplItem, Item, ItemFn, ItemImpl, ItemStruct, ItemTrait, Stmt, Token,
    TraitItem,
};

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
    let Some((before, body)) = split_body(tokens) else { return Err(error) };
    let mut empty = before.clone();
    Group::new(Delimiter::Brace, TokenStream::new()).to_tokens(&mut empty);
    match syn::parse2::<Item>(empty) {
        Ok(Item::Struct(item)) => fields(item, body.stream()),
        Ok(Item::Trait(item)) => {
            Ok(Lenient { item: Item::Trait(trait_items(item, body.stream())), broken: Vec::new() })
        }
        Ok(Item::Impl(item)) => Ok(Lenient { item: Item::Impl(impl_items(item, body.stream())), broken: Vec::new() }),
        Ok(Item::Fn(item)) => {
            let block = Box::new(verbatim(body.stream()));
            Ok(Lenient { item: Item::Fn(ItemFn { block, ..item }), broken: Vec::new() })
        }
        _ => Err(error),
    }
}

/// An item that ends in braces, without them, and these.
fn split_body(tokens: TokenStream) -> Option<(TokenStream, Group)> {
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
        let part: TokenStream = without_comma(part).into_iter().collect();
        match Field::parse_named.parse2(part.clone()) {
            Ok(field) => named.push(field),
            // It may be the attribute that is wrong.
            Err(_) => match Field::parse_named.parse2(without_attributes(part.clone())) {
                Ok(field) => named.push(field),
                Err(_) => broken.push(without_attributes(whole)),
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

/// Whether a field ends with the comma before these: they begin another one, and are not more types in `<>`.
fn ends_field(last: &TokenTree, next: &[TokenTree]) -> bool {
    let is = |tree: Option<&TokenTree>, c: char| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == c);
    let begins = match next.first() {
        Some(TokenTree::Punct(punct)) => punct.as_char() == '#',
        Some(TokenTree::Ident(ident)) if ident == "pub" => true,
        Some(TokenTree::Ident(_)) => is(next.get(1), ':') && !is(next.get(2), ':'),
        Some(_) => false,
        None => true,
    };
    is(Some(last), ',') && begins
}

/// Whether a function, a constant or a type of a trait or an `impl` ends with this.
fn ends_item(last: &TokenTree, _: &[TokenTree]) -> bool {
    match last {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    }
}

fn parts(tokens: TokenStream, ends: fn(&TokenTree, &[TokenTree]) -> bool) -> Vec<Vec<TokenTree>> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut parts = vec![Vec::new()];
    for (i, tree) in trees.iter().enumerate() {
        if let Some(part) = parts.last_mut() {
            part.push(tree.clone());
        }
        if ends(tree, &trees[i + 1..]) {
            parts.push(Vec::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn trait_items(mut item: ItemTrait, body: TokenStream) -> ItemTrait {
    item.items = items(body, TraitItem::Verbatim, |item, block| {
        if let TraitItem::Fn(function) = item {
            function.default = Some(block);
        }
    });
    item
}

fn impl_items(mut item: ItemImpl, body: TokenStream) -> ItemImpl {
    item.items = items(body, ImplItem::Verbatim, |item, block| {
        if let ImplItem::Fn(function) = item {
            function.block = block;
        }
    });
    item
}

/// Those that can be parsed, if need be without a body, which `set` gives them again.
fn items<T: Parse>(body: TokenStream, broken: fn(TokenStream) -> T, set: fn(&mut T, Block)) -> Vec<T> {
    let item = |part: Vec<TokenTree>| {
        let tokens: TokenStream = part.into_iter().collect();
        if let Ok(item) = syn::parse2(tokens.clone()) {
            return item;
        }
        let Some((mut signature, body)) = split_body(tokens.clone()) else { return broken(without_attributes(tokens)) };
        Group::new(Delimiter::Brace, TokenStream::new()).to_tokens(&mut signature);
        match syn::parse2(signature) {
            Ok(mut item) => {
                set(&mut item, verbatim(body.stream()));
                item
            }
            Err(_) => broken(without_attributes(tokens)),
        }
    };
    parts(body, ends_item).into_iter().map(item).collect()
}
