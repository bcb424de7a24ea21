//! What `#[qom_type]` was asked for, checked.

use proc_macro2::{Span, TokenStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Fields, FieldsNamed, Ident, LitStr, Meta, Path, Token, Type, Visibility, parse_quote};

use super::parse::{FIELD_ATTRIBUTES, Hooks, Options, Parsed, Scope, Singleton, is_field_attribute};
use crate::support::errors::Errors;
use crate::support::names::{check_property_name, listed, meant, property_name, qom_name};
use crate::support::tokens::{doc_text, is, with_parentheses};

pub(super) struct Model {
    pub(super) crate_path: Option<Path>,
    pub(super) attrs: Vec<Attribute>,
    pub(super) vis: Visibility,
    pub(super) ident: Ident,
    pub(super) fields: Vec<Field>,
    /// Fields that could not be parsed, for the compiler to say it.
    pub(super) broken: Vec<TokenStream>,
    pub(super) name: String,
    pub(super) parent: Option<Type>,
    pub(super) is_abstract: bool,
    /// Whether the options are what was meant, and can be held against what the rest of the program says.
    pub(super) is_sound: bool,
    pub(super) interfaces: Vec<Path>,
    /// Where the list of interfaces is.
    pub(super) interfaces_place: Span,
    pub(super) singleton: Option<Singleton>,
    pub(super) hooks: Hooks,
    pub(super) doc: String,
}

pub(super) struct Field {
    pub(super) attrs: Vec<Attribute>,
    pub(super) cfgs: Vec<Attribute>,
    pub(super) vis: Visibility,
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) start: Start,
    pub(super) doc: String,
}

/// What a field starts with.
pub(super) enum Start {
    Default,
    Value(Box<Expr>),
    Property(Box<Property>),
    Child { name: String },
}

/// A property as its field says it.
pub(super) struct Property {
    pub(super) name: String,
    pub(super) default: Option<Expr>,
    pub(super) description: Option<LitStr>,
    pub(super) range: Option<(Expr, Expr)>,
    pub(super) unit: Option<LitStr>,
    pub(super) deprecated: Option<LitStr>,
    pub(super) is_read_only: bool,
    pub(super) is_write_only: bool,
    /// Where it is said, and whether it is always.
    pub(super) settable: Option<(Ident, bool)>,
    /// What is asked before it is set.
    pub(super) check: Option<Expr>,
    /// Of a link: where it is said, that it can be set once.
    pub(super) set_once: Option<Ident>,
    /// Of a link: where it is said, and whether it refuses the deletion of its target.
    pub(super) on_delete: Option<(Ident, bool)>,
}

pub(super) fn check(parsed: Parsed, errors: &mut Errors) -> Option<Model> {
    let Parsed { options, item, broken } = parsed;
    let Options { name, parent, is_abstract, interfaces, singleton, hooks, crate_path, is_sound } = options;
    let text = "a type of the object model is not generic: each has one name and one class";
    if !item.generics.params.is_empty() {
        errors.at(&item.generics, text);
        return None;
    }
    if let Some(clause) = &item.generics.where_clause {
        errors.at(clause, text);
        return None;
    }
    let fields = match item.fields {
        Fields::Named(fields) => fields,
        Fields::Unit => FieldsNamed { brace_token: Default::default(), named: Default::default() },
        Fields::Unnamed(fields) => {
            errors.at(fields, "the fields of a type have names: write `struct X { field: T }`");
            return None;
        }
    };
    let attrs = checked_attributes(item.attrs, errors);
    let parent = parent.filter(|parent| !is_itself(parent, &item.ident, errors));
    let name = qom_name(name.as_ref(), &item.ident, errors);
    let fields: Vec<Field> =
        fields.named.into_iter().filter_map(|field| check_field(field, &item.ident, errors)).collect();
    if let Some(Singleton { scope: Some(Scope::Resource(resource)), .. }) = &singleton
        && !fields.iter().any(|field| field.ident == *resource)
    {
        errors.at(resource, format!("`{}` has no field `{resource}` to refer to the resource", item.ident));
    }
    check_names(&fields, errors);
    let singleton = singleton.map(|singleton| checked_group(singleton, &item.ident, errors));
    check_repeated(&interfaces.listed, errors);
    let listed = without_hooks(interfaces.listed, errors);
    Some(Model {
        crate_path,
        doc: doc_text(&attrs),
        attrs,
        vis: item.vis,
        ident: item.ident,
        fields,
        broken,
        name,
        parent,
        is_abstract,
        is_sound,
        interfaces: listed,
        interfaces_place: interfaces.place,
        singleton,
        hooks,
    })
}

/// By its name: what else there is the compiler knows.
fn is_link(ty: &Type) -> bool {
    let last = match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    };
    last.is_some_and(|last| last.ident == "Link" || last.ident == "WeakLink")
}

/// No two properties of the type have one name; those of ancestors the compiler compares.
fn check_names(fields: &[Field], errors: &mut Errors) {
    let name = |field: &Field| match &field.start {
        Start::Property(property) => Some(property.name.clone()),
        Start::Child { name } => Some(name.clone()),
        Start::Default | Start::Value(_) => None,
    };
    // Two fields of one name may be under opposite `cfg`s.
    let fields: Vec<&Field> = fields.iter().filter(|field| field.cfgs.is_empty()).collect();
    for (i, field) in fields.iter().enumerate() {
        if let Some(own) = name(field).filter(|own| fields[..i].iter().any(|other| name(other).as_ref() == Some(own))) {
            errors.at(
                &field.ident,
                format!("two properties are called `{own}`: give one another name, `#[property(name = \"..\")]`"),
            );
        }
    }
}

/// A group has its scope already; only which field is meant depends on who joins.
fn checked_group(mut singleton: Singleton, ident: &Ident, errors: &mut Errors) -> Singleton {
    // Its own group is what a type has that names none.
    singleton.group = singleton.group.filter(|group| !group.is_ident(ident) && !group.is_ident("Self"));
    if let (Some(group), Some(Scope::Process | Scope::Context)) = (&singleton.group, &singleton.scope) {
        errors.at(group, "the scope is that of the group: remove `scope`, or `group`");
    }
    singleton
}

/// The interfaces, without the traits of hooks that were listed in their stead.
fn without_hooks(interfaces: Vec<Path>, errors: &mut Errors) -> Vec<Path> {
    let is_interface = |path: &Path| {
        let last = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        match last.strip_suffix("Impl") {
            Some(interface) if !interface.is_empty() => {
                errors.at(path, format!("`{last}` is the trait of the hooks: list the interface, `{interface}`"));
                false
            }
            _ => true,
        }
    };
    interfaces.into_iter().filter(is_interface).collect()
}

fn check_repeated(interfaces: &[Path], errors: &mut Errors) {
    for (i, interface) in interfaces.iter().enumerate() {
        if interfaces[..i].contains(interface) {
            errors.at(interface, "listed twice: remove one");
        }
    }
}

/// Whether the parent is the type itself. Two types that are each other's the macro cannot see.
fn is_itself(parent: &Type, ident: &Ident, errors: &mut Errors) -> bool {
    let is_itself = matches!(parent, Type::Path(path) if path.path.is_ident(ident) || path.path.is_ident("Self"));
    if is_itself {
        errors.at(
            parent,
            format!("`{ident}` cannot be its own parent: name another type; without `parent` it is `Object`"),
        );
    }
    is_itself
}

/// The attributes on the struct, without those that cannot be combined with being a type.
fn checked_attributes(attrs: Vec<Attribute>, errors: &mut Errors) -> Vec<Attribute> {
    attrs.into_iter().filter_map(|attr| checked_attribute(attr, errors)).collect()
}

fn checked_attribute(attr: Attribute, errors: &mut Errors) -> Option<Attribute> {
    if is(&attr, "repr") {
        errors.at(attr, "the layout of a type is fixed: remove `repr`");
        return None;
    }
    if attr.path().segments.last().is_some_and(|segment| segment.ident == "qom_type") {
        errors.at(attr, "`#[qom_type]` is given twice: remove one");
        return None;
    }
    if is(&attr, "derive") {
        return checked_derive(attr, errors);
    }
    Some(attr)
}

const REFUSED_DERIVES: &[(&[&str], &str)] = &[
    (&["Clone", "Copy"], "objects are shared, not copied: clone the handle, `Obj<T>`"),
    (&["Default"], "objects are created behind a handle: `T::new()`, or `T::try_new()` for a singleton"),
    (
        &["PartialEq", "Eq", "PartialOrd", "Ord", "Hash"],
        "objects are told apart by their identity: compare the handles, `Obj<T>`",
    ),
];

/// The derives, without those that a type cannot have.
fn checked_derive(attr: Attribute, errors: &mut Errors) -> Option<Attribute> {
    let Ok(derived) = attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) else { return Some(attr) };
    let mut kept: Vec<Path> = derived.into_iter().collect();
    for (names, why) in REFUSED_DERIVES {
        let is_refused =
            |path: &Path| path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name));
        let refused: Vec<Path> = kept.extract_if(.., |path| is_refused(path)).collect();
        if let Some(first) = refused.first() {
            let last: Vec<String> =
                refused.iter().filter_map(|path| Some(path.segments.last()?.ident.to_string())).collect();
            let last: Vec<&str> = last.iter().map(String::as_str).collect();
            errors.at(first, format!("{} cannot be derived for a type: {why}", listed(&last)));
        }
    }
    (!kept.is_empty()).then(|| parse_quote!(#[derive(#(#kept),*)]))
}

fn check_field(field: syn::Field, owner: &Ident, errors: &mut Errors) -> Option<Field> {
    let ident = field.ident?;
    let doc = doc_text(&field.attrs);
    let cfgs = field.attrs.iter().filter(|attr| is(attr, "cfg")).cloned().collect();
    let meant = field.attrs.into_iter().map(|attr| as_meant(attr, errors));
    let (ours, attrs): (Vec<Attribute>, Vec<Attribute>) = meant.partition(is_field_attribute);
    if let Some(second) = ours.get(1) {
        let text = "a field starts with one thing: `#[init(..)]`, `#[property(default = ..)]` or `#[child]`";
        errors.at(second, text);
    }
    let start = ours.first().map_or(Start::Default, |attr| start(attr, &ident, &field.ty, owner, errors));
    Some(Field { attrs, cfgs, vis: field.vis, ident, ty: field.ty, start, doc })
}

/// An attribute that is almost one of ours is taken for that, so that the one error is that it is not. The compiler
/// knows none of these names and could not help.
fn as_meant(mut attr: Attribute, errors: &mut Errors) -> Attribute {
    let Some(ident) = attr.path().get_ident() else { return attr };
    let (name, place) = (ident.to_string(), ident.span());
    let Some(meant) = meant(&name, FIELD_ATTRIBUTES).filter(|meant| *meant != name) else { return attr };
    errors.at(attr.path(), format!("unknown attribute `{name}`: did you mean `{meant}`?"));
    let path = Path::from(Ident::new(meant, place));
    match &mut attr.meta {
        Meta::Path(old) => *old = path,
        Meta::List(list) => list.path = path,
        Meta::NameValue(pair) => pair.path = path,
    }
    attr
}

fn start(attr: &Attribute, field: &Ident, ty: &Type, owner: &Ident, errors: &mut Errors) -> Start {
    let name = property_name(field);
    if is(attr, "init") {
        let value = attr.meta.require_list().and_then(|list| syn::parse2(with_parentheses(list.tokens.clone())));
        return match value {
            Ok(value) => Start::Value(Box::new(value)),
            Err(_) => {
                errors.at(attr, "`#[init(..)]` takes one expression: what the field starts with");
                // A value of any type, so that the error stays the only one.
                Start::Value(Box::new(parse_quote!(::core::option::Option::unwrap(::core::option::Option::None))))
            }
        };
    }
    if is(attr, "child") {
        if !matches!(attr.meta, Meta::Path(_)) {
            errors.at(attr, "`#[child]` takes no options");
        }
        check_property_name(&name, field, errors);
        return Start::Child { name };
    }
    let mut property = super::property::property(attr, name, owner, errors);
    if let Some(default) = property.default.take_if(|_| is_link(ty)) {
        errors.at(default, "a link starts as one to nothing: remove `default`, and set it to an object");
    }
    check_property_name(&property.name, field, errors);
    Start::Property(Box::new(property))
}
