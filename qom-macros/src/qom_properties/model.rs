//! What `#[qom_properties]` was asked for, checked.

use proc_macro2::TokenStream;
use syn::{Attribute, FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, LitStr, Meta, Path, ReturnType, Type, parse_quote};

use crate::support::errors::Errors;
use crate::support::names::property_name;
use crate::support::options::{Known, parse_options, path, value};
use crate::support::tokens::{doc_text, is};

pub(super) struct Model {
    pub(super) crate_path: Option<Path>,
    /// The block as it was, without our attributes.
    pub(super) block: ItemImpl,
    pub(super) properties: Vec<Property>,
}

/// A computed property: what reads it, what sets it, or both.
pub(super) struct Property {
    pub(super) name: String,
    /// The function that declares it, for what is wrong with the name.
    pub(super) declared_by: Ident,
    pub(super) doc: String,
    pub(super) getter: Option<Getter>,
    pub(super) setter: Option<Setter>,
    pub(super) options: Options,
}

pub(super) struct Getter {
    pub(super) ident: Ident,
    pub(super) output: Type,
}

pub(super) struct Setter {
    pub(super) ident: Ident,
    pub(super) input: Type,
}

#[derive(Default)]
pub(super) struct Options {
    name: Option<LitStr>,
    pub(super) description: Option<LitStr>,
    pub(super) unit: Option<LitStr>,
    pub(super) deprecated: Option<LitStr>,
}

const BLOCK_OPTIONS: Known<'_> = Known { of: "", names: &["crate"] };
const GETTER_OPTIONS: Known<'_> = Known { of: "of `getter`", names: &["name", "description", "unit", "deprecated"] };
const SETTER_OPTIONS: Known<'_> = Known { of: "of `setter`", names: &["name", "description", "unit", "deprecated"] };

pub(super) fn check(options: TokenStream, mut block: ItemImpl, errors: &mut Errors) -> Option<Model> {
    let mut crate_path = None;
    parse_options(&BLOCK_OPTIONS, options, errors, |option, input| {
        if option == "crate" {
            crate_path = Some(path(option, "crate = path::of::qom_core", input)?);
        }
        Ok(option == "crate")
    });
    if let Some((of, _)) = &block.trait_ {
        errors.at(of, "`#[qom_properties]` stands on an `impl` of the type itself, and not of a trait");
        return None;
    }
    let mut properties: Vec<Property> = Vec::new();
    for item in &mut block.items {
        if let ImplItem::Fn(function) = item {
            check_function(function, &mut properties, errors);
        }
    }
    Some(Model { crate_path, block, properties })
}

fn check_function(function: &mut ImplItemFn, properties: &mut Vec<Property>, errors: &mut Errors) {
    let is_ours = |attr: &Attribute| is(attr, "getter") || is(attr, "setter");
    let ours: Vec<Attribute> = function.attrs.extract_if(.., |attr| is_ours(attr)).collect();
    let Some(attr) = ours.first() else { return };
    if let Some(second) = ours.get(1) {
        errors.at(second, "a function reads a property or sets it: remove one");
    }
    let ident = function.sig.ident.clone();
    let doc = doc_text(&function.attrs);
    if is(attr, "getter") {
        let options = options(attr, &GETTER_OPTIONS, errors);
        let Some(output) = output_of(function, errors) else { return };
        let name = name(&options, &ident, property_name(&ident));
        let property = of_name(properties, name, &ident);
        if property.getter.is_some() {
            errors.at(&ident, format!("the property `{}` has a getter already", property.name));
            return;
        }
        property.getter = Some(Getter { ident, output });
        property.doc = doc;
        property.options = options;
    } else {
        let options = options(attr, &SETTER_OPTIONS, errors);
        let Some(input) = input_of(function, errors) else { return };
        let written = property_name(&ident);
        let Some(own) = written.strip_prefix("set-").or(options.name.as_ref().map(|_| "")) else {
            errors.at(
                &ident,
                format!("the setter of `x` is called `set_x`: write `set_{ident}`, or `#[setter(name = \"..\")]`"),
            );
            return;
        };
        let name = name(&options, &ident, own.to_owned());
        let property = of_name(properties, name, &ident);
        if property.setter.is_some() {
            errors.at(&ident, format!("the property `{}` has a setter already", property.name));
            return;
        }
        property.setter = Some(Setter { ident, input });
        if property.getter.is_none() {
            property.doc = doc;
            property.options = options;
        }
    }
}

fn name(options: &Options, _: &Ident, own: String) -> String {
    options.name.as_ref().map_or(own, LitStr::value)
}

fn of_name<'p>(properties: &'p mut Vec<Property>, name: String, declared_by: &Ident) -> &'p mut Property {
    let at = properties.iter().position(|property| property.name == name).unwrap_or_else(|| {
        properties.push(Property {
            name,
            declared_by: declared_by.clone(),
            doc: String::new(),
            getter: None,
            setter: None,
            options: Options::default(),
        });
        properties.len() - 1
    });
    &mut properties[at]
}

/// What a getter returns.
fn output_of(function: &ImplItemFn, errors: &mut Errors) -> Option<Type> {
    let text = "a getter takes `&self` and returns the value: `fn baud(&self) -> u64`";
    if !has_receiver(function) || function.sig.inputs.len() != 1 {
        errors.at(&function.sig.ident, text);
        return None;
    }
    match &function.sig.output {
        ReturnType::Type(_, output) => Some((**output).clone()),
        ReturnType::Default => {
            errors.at(&function.sig.ident, text);
            None
        }
    }
}

/// What a setter takes.
fn input_of(function: &ImplItemFn, errors: &mut Errors) -> Option<Type> {
    let mut inputs = function.sig.inputs.iter().skip(1);
    match (has_receiver(function), inputs.next(), inputs.next()) {
        (true, Some(FnArg::Typed(input)), None) => Some((*input.ty).clone()),
        _ => {
            let text = "a setter takes `&self` and the value: `fn set_baud(&self, value: u64) -> Result<()>`";
            errors.at(&function.sig.ident, text);
            None
        }
    }
}

fn has_receiver(function: &ImplItemFn) -> bool {
    let by_reference: syn::Receiver = parse_quote!(&self);
    matches!(function.sig.inputs.first(), Some(FnArg::Receiver(receiver)) if *receiver == by_reference)
}

fn options(attr: &Attribute, known: &Known<'_>, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    match &attr.meta {
        Meta::Path(_) => {}
        Meta::List(list) => parse_options(known, list.tokens.clone(), errors, |option, input| {
            match option.to_string().as_str() {
                "name" => options.name = Some(value(option, r#"name = "baud-rate""#, input)?),
                "description" => options.description = Some(value(option, r#"description = "..""#, input)?),
                "unit" => options.unit = Some(value(option, r#"unit = "Hz""#, input)?),
                "deprecated" => options.deprecated = Some(value(option, r#"deprecated = "use `x` instead""#, input)?),
                _ => return Ok(false),
            }
            Ok(true)
        }),
        Meta::NameValue(_) => errors.at(attr, "options go in parentheses: `#[getter(name = \"..\")]`"),
    }
    options
}
