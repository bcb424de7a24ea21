//! The struct and the options of `#[qom_type]` as written.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Fields, Ident, Item, ItemStruct, LitStr, Path, Token, Type, bracketed, parenthesized};

use crate::support::errors::Errors;
use crate::support::lenient::{Lenient, parse_item};
use crate::support::names::unknown;
use crate::support::options::{Known, parse_options, path, value};
use crate::support::tokens::{is, without_self};

/// The options as written.
#[derive(Default)]
pub(super) struct Options {
    pub(super) name: Option<LitStr>,
    pub(super) parent: Option<Type>,
    pub(super) is_abstract: bool,
    pub(super) interfaces: Interfaces,
    pub(super) singleton: Option<Singleton>,
    pub(super) hooks: Hooks,
    pub(super) crate_path: Option<Path>,
    /// Whether all of them were written as they have to be. If not, what is not there may have been meant.
    pub(super) is_sound: bool,
}

/// `interfaces = [..]` as written.
pub(super) struct Interfaces {
    pub(super) listed: Vec<Path>,
    pub(super) place: Span,
}

impl Default for Interfaces {
    fn default() -> Self {
        Self { listed: Vec::new(), place: Span::call_site() }
    }
}

/// The functions and the data that go into the description.
#[derive(Default)]
pub(super) struct Hooks {
    pub(super) class_init: Option<Expr>,
    pub(super) class_base_init: Option<Expr>,
    pub(super) class_data: Option<Expr>,
    pub(super) init: Option<Expr>,
    pub(super) post_init: Option<Expr>,
    pub(super) unparent: Option<Expr>,
    pub(super) before_set: Option<Expr>,
}

/// `singleton(..)` as written.
pub(super) struct Singleton {
    pub(super) keyword: Ident,
    pub(super) group: Option<Path>,
    pub(super) scope: Option<Scope>,
    pub(super) message: Option<LitStr>,
}

pub(super) enum Scope {
    Process,
    Context,
    Resource(Ident),
}

pub(super) struct Parsed {
    pub(super) options: Options,
    pub(super) item: ItemStruct,
    /// Fields that could not be parsed.
    pub(super) broken: Vec<TokenStream>,
}

const OPTIONS: Known<'_> = Known {
    of: "",
    names: &[
        "name",
        "parent",
        "abstract",
        "interfaces",
        "singleton",
        "class_init",
        "class_base_init",
        "class_data",
        "init",
        "post_init",
        "unparent",
        "before_set",
        "crate",
    ],
};

const SINGLETON_OPTIONS: Known<'_> = Known { of: "of `singleton`", names: &["group", "scope", "message"] };

const SCOPES: &[&str] = &["process", "context", "resource(field)"];

pub(super) fn parse(options: TokenStream, item: TokenStream, errors: &mut Errors) -> Option<Parsed> {
    let Lenient { item, broken } = errors.take(parse_item(item))?;
    let Item::Struct(item) = item else {
        let kind = kind_of(&item);
        errors.at(first_token(&item), format!("`#[qom_type]` declares a type from a struct, not from {kind}"));
        return None;
    };
    let options = options_of(without_self(options, &item.ident), errors);
    Some(Parsed { options, item, broken })
}

fn options_of(tokens: TokenStream, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    let (mut wrong, mut inner) = (Errors::default(), Errors::default());
    parse_options(&OPTIONS, tokens, &mut wrong, |name, input| {
        match name.to_string().as_str() {
            "name" => options.name = Some(value(name, r#"name = "pl011""#, input)?),
            "parent" => options.parent = Some(value(name, "parent = Device", input)?),
            "abstract" => options.is_abstract = true,
            "interfaces" => options.interfaces = interfaces(name, input, &mut inner)?,
            "singleton" => options.singleton = Some(singleton(name, input, &mut inner)?),
            "class_init" => options.hooks.class_init = Some(value(name, "class_init = function", input)?),
            "class_base_init" => {
                options.hooks.class_base_init = Some(value(name, "class_base_init = function", input)?)
            }
            "class_data" => options.hooks.class_data = Some(value(name, "class_data = constant", input)?),
            "init" => options.hooks.init = Some(value(name, "init = function", input)?),
            "post_init" => options.hooks.post_init = Some(value(name, "post_init = function", input)?),
            "unparent" => options.hooks.unparent = Some(value(name, "unparent = function", input)?),
            "before_set" => options.hooks.before_set = Some(value(name, "before_set = function", input)?),
            "crate" => options.crate_path = Some(path(name, "crate = path::of::qom_core", input)?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    wrong.absorb(inner);
    options.is_sound = wrong.is_empty();
    errors.absorb(wrong);
    options
}

fn interfaces(name: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Interfaces> {
    let text = "the interfaces are a list: `interfaces = [Named]`";
    if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() {
        return Err(syn::Error::new(name.span(), text));
    }
    if !input.peek(syn::token::Bracket) {
        return Err(input.error(text));
    }
    let list;
    let brackets = bracketed!(list in input);
    let place = list.span();
    let tokens: TokenStream = list.parse()?;
    let listed = match Punctuated::<Path, Token![,]>::parse_terminated.parse2(tokens.clone()) {
        Ok(listed) => listed.into_iter().collect(),
        Err(_) => {
            errors.add(syn::Error::new(place, text));
            paths_in(tokens)
        }
    };
    Ok(Interfaces { listed, place: brackets.span.join() })
}

/// Those of a list in which something else is wrong, each once.
fn paths_in(tokens: TokenStream) -> Vec<Path> {
    let each = |input: ParseStream<'_>| {
        let mut paths: Vec<Path> = Vec::new();
        while !input.is_empty() {
            match input.call(Path::parse_mod_style) {
                Ok(path) if paths.contains(&path) => {}
                Ok(path) => paths.push(path),
                Err(_) => drop(input.parse::<TokenTree>()?),
            }
        }
        Ok(paths)
    };
    each.parse2(tokens).unwrap_or_default()
}

fn singleton(keyword: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Singleton> {
    let text =
        "write what is special about this singleton: `singleton(scope = process)`; a plain one only lists `Singleton`";
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(keyword.span(), text));
    }
    let list;
    parenthesized!(list in input);
    if list.is_empty() {
        return Err(syn::Error::new(keyword.span(), text));
    }
    let mut singleton = Singleton { keyword: keyword.clone(), group: None, scope: None, message: None };
    parse_options(&SINGLETON_OPTIONS, list.parse()?, errors, |name, input| {
        match name.to_string().as_str() {
            "group" => singleton.group = Some(path(name, "group = X86Iommu", input)?),
            "scope" => singleton.scope = Some(scope(name, input)?),
            "message" => singleton.message = Some(value(name, r#"message = "only one""#, input)?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    Ok(singleton)
}

fn scope(name: &Ident, input: ParseStream<'_>) -> syn::Result<Scope> {
    let scope: Ident = value(name, "scope = process", input)?;
    match scope.to_string().as_str() {
        "process" => Ok(Scope::Process),
        "context" => Ok(Scope::Context),
        "resource" => {
            let text = "say which resource there is one for: `resource(bus)`, where `bus` is a field";
            if !input.peek(syn::token::Paren) {
                return Err(syn::Error::new(scope.span(), text));
            }
            let field;
            parenthesized!(field in input);
            let place = field.span();
            let name = field.parse().map_err(|_| syn::Error::new(place, text))?;
            if !field.is_empty() {
                return Err(field.error("there is one for each of one resource: name one field, `resource(bus)`"));
            }
            Ok(Scope::Resource(name))
        }
        _ => Err(syn::Error::new(scope.span(), unknown("scope", &scope.to_string(), "", SCOPES))),
    }
}

fn kind_of(item: &Item) -> &'static str {
    match item {
        Item::Enum(_) => "an enum",
        Item::Union(_) => "a union",
        Item::Trait(_) => "a trait: `#[qom_class]` and `#[qom_interface]` are for traits",
        Item::Fn(_) => "a function",
        Item::Impl(_) => "an impl",
        Item::Mod(_) => "a module",
        Item::Type(_) => "a type alias",
        _ => "this item",
    }
}

fn first_token(item: &Item) -> TokenStream {
    let tokens = match item {
        Item::Enum(item) => item.ident.to_token_stream(),
        Item::Union(item) => item.ident.to_token_stream(),
        Item::Trait(item) => item.ident.to_token_stream(),
        Item::Fn(item) => item.sig.ident.to_token_stream(),
        other => other.to_token_stream(),
    };
    tokens.into_iter().take(1).collect()
}

/// The attributes that say what a field starts with.
pub(super) const FIELD_ATTRIBUTES: &[&str] = &["property", "child", "init"];

pub(super) fn is_field_attribute(attr: &Attribute) -> bool {
    FIELD_ATTRIBUTES.iter().any(|name| is(attr, name))
}

/// The item as it was, for when nothing can be made of it, so that uses of it are not errors as well.
pub(super) fn without_our_attributes(item: TokenStream) -> TokenStream {
    let Ok(mut parsed) = syn::parse2::<ItemStruct>(item.clone()) else { return item };
    if let Fields::Named(fields) = &mut parsed.fields {
        for field in &mut fields.named {
            field.attrs.retain(|attr| !is_field_attribute(attr));
        }
    }
    parsed.into_token_stream()
}
